package dev.mediaingest.analyse.generation.parameters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A property of an XMP packet as text, written as an element or an attribute (ISO 16684-1, 7). Looks at the packet as
 * text with the usual prefixes, so a packet that is no well-formed XML still gives what it has.
 */
public final class XmpText {
    private static final int MAX_ENTITY = 10;
    private static final Pattern TAG = Pattern.compile("<[^<>]*+>");

    private XmpText() {}

    public static @Nullable String property(String packet, String name) {
        String element = between(packet, "<" + name, "</" + name + ">");
        if (element != null) {
            int content = element.indexOf('>');
            Matcher tags = TAG.matcher(element.substring(content + 1));
            return unescaped(tags.replaceAll("").strip());
        }
        String attribute = between(packet, name + "=\"", "\"");
        return attribute == null ? null : unescaped(attribute);
    }

    private static @Nullable String between(String text, String start, String end) {
        int from = text.indexOf(start);
        int to = from < 0 ? -1 : text.indexOf(end, from + start.length());
        return to < 0 ? null : text.substring(from + start.length(), to);
    }

    private static String unescaped(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int end = text.charAt(i) == '&' ? text.indexOf(';', i) : -1;
            String character = end < 0 || end - i > MAX_ENTITY ? null : character(text.substring(i + 1, end));
            plain.append(character == null ? text.substring(i, i + 1) : character);
            i = character == null ? i : end;
        }
        return plain.toString();
    }

    private static @Nullable String character(String entity) {
        return switch (entity) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> numbered(entity);
        };
    }

    private static @Nullable String numbered(String entity) {
        if (!entity.startsWith("#")) {
            return null;
        }
        boolean hex = entity.startsWith("#x");
        try {
            int codePoint = Integer.parseInt(entity.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
