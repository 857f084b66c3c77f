package dev.mediaingest.app.web.page;

/**
 * Why a page is not shown, for a person.
 *
 * @param status HTTP's code
 * @param detail one sentence
 */
public record ProblemPage(PageContext context, int status, String detail) {
    /** What kind of problem it is, in the reader's language. */
    public String title() {
        String kind = switch (status) {
            case 400, 422 -> "request";
            case 401 -> "token";
            case 403 -> "forbidden";
            case 404, 405, 410 -> "nothing";
            case 429, 503 -> "later";
            default -> "mistake";
        };
        return context.texts().of("problem." + kind);
    }

    /** Whether a token would help. */
    public boolean asksForToken() {
        return status == 401;
    }
}
