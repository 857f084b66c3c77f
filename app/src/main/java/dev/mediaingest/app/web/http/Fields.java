package dev.mediaingest.app.web.http;

import dev.mediaingest.app.web.http.Problem.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a JSON object and collects every one that does not say what it should. As lenient as the Python
 * tool: a number or a truth value may come as text, null means not given, unknown fields are ignored. Not thread-safe.
 */
public final class Fields {
    private final JsonNode object;
    private final List<FieldError> errors = new ArrayList<>();

    public Fields(JsonNode object) {
        this.object = object;
    }

    public boolean has(String name) {
        return !isAbsent(object.path(name));
    }

    public boolean flag(String name, boolean otherwise) {
        return flag(name).orElse(otherwise);
    }

    /** Nothing if it is not given. */
    public Optional<Boolean> flag(String name) {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        return switch (value.asString("").strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> Optional.of(true);
            case "false", "0", "no", "off" -> Optional.of(false);
            default -> {
                reject(name, "must be true or false");
                yield Optional.empty();
            }
        };
    }

    public double fraction(String name, double otherwise) {
        Optional<BigDecimal> value = number(name, "must be a number between 0 and 1");
        if (value.isEmpty()) {
            return otherwise;
        }
        double number = value.get().doubleValue();
        if (!(number >= 0 && number <= 1)) {
            reject(name, "must be between 0 and 1");
            return otherwise;
        }
        return number;
    }

    public OptionalLong count(String name, long least, long most) {
        Optional<BigDecimal> value = number(name, "must be a whole number");
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long number = value.get().longValueExact();
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
            reject(name, most == Long.MAX_VALUE ? "must be at least " + least : between(least, most));
        } catch (ArithmeticException e) {
            reject(name, "must be a whole number");
        }
        return OptionalLong.empty();
    }

    public Optional<String> text(String name) {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (!value.isString()) {
            reject(name, "must be text");
            return Optional.empty();
        }
        return Optional.of(value.asString());
    }

    public List<String> texts(String name) {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        value.forEach(entry -> texts.add(entry.isString() ? entry.asString() : ""));
        if (!value.isArray() || texts.contains("")) {
            reject(name, "must be a list of texts that are not empty");
            return List.of();
        }
        return texts;
    }

    /** The fields of an object within; none if there is no such object. */
    public Fields inside(String name) {
        JsonNode value = object.path(name);
        if (!isAbsent(value) && !value.isObject()) {
            reject(name, "must be an object");
        }
        return new Fields(value);
    }

    public void reject(String name, String message) {
        errors.add(new FieldError(name, message));
    }

    public void throwIfAnyIsBad() {
        if (!errors.isEmpty()) {
            throw Problem.badFields(errors);
        }
    }

    private Optional<BigDecimal> number(String name, String otherwise) {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        try {
            if (value.isNumber() || (value.isString() && value.asString().length() < 40)) {
                return Optional.of(new BigDecimal(value.asString().strip()));
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        reject(name, otherwise);
        return Optional.empty();
    }

    private static String between(long least, long most) {
        return "must be between " + least + " and " + most;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
