package dev.mediaingest.app.web.http;

import java.util.List;

/** Why a request is refused, thrown by whoever notices and answered as a problem document (RFC 9457). */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<FieldError> errors;

    public Problem(int status, String detail) {
        this(status, detail, List.of());
    }

    private Problem(int status, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    public static Problem sessionNotFound() {
        return new Problem(404, "Session not found");
    }

    public static Problem databaseDisabled() {
        return new Problem(503, "Database functionality is disabled. Sequential processing requires database.");
    }

    /** The request was understood but these fields were not; there is at least one. */
    static Problem badFields(List<FieldError> errors) {
        return new Problem(422, errors.get(0).sentence(), errors);
    }

    public static Problem badField(String field, String message) {
        return badFields(List.of(new FieldError(field, message)));
    }

    public int status() {
        return status;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }

    /**
     * One field that does not say what it should.
     *
     * @param message continues a sentence that starts with the field's name
     */
    public record FieldError(String field, String message) {
        String sentence() {
            return field + " " + message + ".";
        }
    }
}
