package dev.mediaingest.analyse.generation.parameters;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as tools write it: Python leaves bare {@code NaN} and {@code Infinity}, some put a NUL behind the end, many write
 * numbers as strings. Depth, length and the digits of a number are bounded; what is no JSON is null, never an exception.
 */
public final class Json {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_DIGITS = 100;
    private static final int MAX_SCALE = 40;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS)
                            .maxNameLength(10_000)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Whether it is worth trying: an infotext seldom is. Some tools write the object as a string, quoted once more. */
    public static boolean looksLikeObject(String text) {
        int at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.startsWith("{", at) || text.startsWith("\"{", at);
    }

    /** The object a text begins with, or null. */
    public static @Nullable JsonNode object(String text) {
        if (!looksLikeObject(text)) {
            return null;
        }
        JsonNode node = parse(text);
        if (node != null && node.isString() && node.stringValue().startsWith("{")) {
            node = parse(node.stringValue());
        }
        return node != null && node.isObject() ? node : null;
    }

    /** The object a field is or, where a tool nested JSON inside a string, holds; or null. */
    public static @Nullable JsonNode object(@Nullable JsonNode field) {
        if (field == null || field.isObject()) {
            return field;
        }
        return field.isString() ? object(field.stringValue()) : null;
    }

    public static @Nullable JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** A scalar as text; null for nothing, an array or an object. */
    public static @Nullable String text(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isContainer()) {
            return null;
        }
        if (node.isString()) {
            return node.stringValue();
        }
        return node.isNumber() ? number(node) : node.toString();
    }

    /** Numbers without an exponent, as people write them; a whole one without a fraction. */
    private static String number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.numberValue().toString();
        }
        double value = node.doubleValue();
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal plain = BigDecimal.valueOf(value).stripTrailingZeros();
        return Math.abs(plain.scale()) > MAX_SCALE ? String.valueOf(value) : plain.toPlainString();
    }

    public static @Nullable String seed(@Nullable JsonNode node) {
        if (node != null && node.isFloatingPointNumber()) {
            double value = node.doubleValue();
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1e20;
            return whole ? Numbers.seed(new BigDecimal(value).toBigInteger().toString()) : null;
        }
        if (node != null && node.isBigInteger()) {
            BigInteger value = node.bigIntegerValue();
            return value.bitLength() > 64 ? null : Numbers.seed(value.toString());
        }
        String text = text(node);
        return text == null ? null : Numbers.seed(text);
    }

    public static @Nullable Double decimal(@Nullable JsonNode node) {
        String text = text(node);
        return text == null ? null : Numbers.decimal(text);
    }

    /** A whole number, also where it is written as 20.0. */
    public static @Nullable Integer integer(@Nullable JsonNode node) {
        Double value = decimal(node);
        if (value == null || value != Math.rint(value) || Math.abs(value) >= 1e9) {
            return null;
        }
        return value.intValue();
    }

    /** The first of the fields that says something. */
    public static @Nullable JsonNode first(JsonNode object, String... names) {
        for (String name : names) {
            JsonNode field = object.get(name);
            if (field != null && !field.isNull()) {
                return field;
            }
        }
        return null;
    }

    public static @Nullable String firstText(JsonNode object, String... names) {
        return text(first(object, names));
    }

    /** Whether a value only says that there is none; {@code int("None")} is what other readers crash on. */
    public static boolean isNothing(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "", "none", "null", "undefined" -> true;
            default -> false;
        };
    }
}
