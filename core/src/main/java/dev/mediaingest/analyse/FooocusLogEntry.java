package dev.mediaingest.analyse;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One picture's block in a Fooocus log, in the three forms its versions wrote:
 *
 * <pre>
 * onclick="to_clipboard('%7B%22prompt%22…')"                   the parameters as JSON, escaped as in a URL
 * &lt;td class='label'&gt;Seed&lt;/td&gt;&lt;td class='value'&gt;1&lt;/td&gt;      a table ('key' before it was 'label')
 * &lt;p&gt;Seed: &lt;b&gt;1&lt;/b&gt;, Sharpness: &lt;b&gt;2&lt;/b&gt;&lt;/p&gt;                paragraphs
 * </pre>
 *
 * The log does not escape what it quotes, so a value ends at the first end tag. Each part is looked for once, front to
 * back: the time is linear in the block's length.
 */
final class FooocusLogEntry {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CLIPBOARD = "to_clipboard('";
    private static final int MAX_FIELDS = 500;
    private static final Pattern OLD_LORA = Pattern.compile("LoRA \\[(.{1,300})] weight");

    private final String html;
    private final ObjectNode fields = JSON.createObjectNode();

    private FooocusLogEntry(String html) {
        this.html = html;
    }

    /** The parameters as JSON; empty if the block is not that of the file or says nothing. */
    static Optional<String> json(String html, String fileName) {
        boolean ofThisFile = html.contains('"' + fileName + '"')
                || html.contains('\'' + fileName + '\'')
                || html.contains('>' + fileName + '<');
        if (!ofThisFile) {
            return Optional.empty();
        }
        return clipboard(html).or(() -> new FooocusLogEntry(html).fields());
    }

    private static Optional<String> clipboard(String html) {
        int start = html.indexOf(CLIPBOARD);
        int end = start < 0 ? -1 : html.indexOf('\'', start + CLIPBOARD.length());
        if (end < 0) {
            return Optional.empty();
        }
        try {
            String json = URLDecoder.decode(html.substring(start + CLIPBOARD.length(), end), StandardCharsets.UTF_8);
            return JSON.readTree(json).isObject() ? Optional.of(json) : Optional.empty();
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    private Optional<String> fields() {
        rows();
        if (fields.isEmpty()) {
            paragraphs();
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(fields.toString());
    }

    private void rows() {
        String cell = html.contains("<td class='label'>") ? "<td class='label'>" : "<td class='key'>";
        int at = 0;
        while (at >= 0 && fields.size() < MAX_FIELDS) {
            Piece key = piece(cell, "</td>", at);
            Piece value = key == null ? null : piece("<td class='value'>", "</td>", key.end);
            if (key != null && value != null) {
                add(key.text, value.text);
            }
            at = value == null ? -1 : value.end;
        }
    }

    private void paragraphs() {
        int at = 0;
        while (at >= 0 && fields.size() < MAX_FIELDS) {
            Piece value = piece("<b>", "</b>", at);
            if (value != null) {
                String before = html.substring(at, value.start);
                String key = before.substring(before.lastIndexOf('>') + 1);
                add(key.startsWith(", ") ? key.substring(2) : key, value.text);
            }
            at = value == null ? -1 : value.end;
        }
    }

    private void add(String label, String value) {
        String key = label.strip();
        String name = key.endsWith(":") ? key.substring(0, key.length() - 1) : key;
        String text = value.replace(" </br> ", "\n").strip();
        Matcher lora = OLD_LORA.matcher(name);
        if (lora.matches()) {
            fields.put("LoRA " + fields.size(), lora.group(1) + " : " + text);
        } else if (!name.isEmpty() && !fields.has(name)) {
            fields.put(name, text);
        }
    }

    private record Piece(int start, String text, int end) {}

    private @Nullable Piece piece(String open, String close, int from) {
        int start = html.indexOf(open, from);
        int end = start < 0 ? -1 : html.indexOf(close, start + open.length());
        return end < 0 ? null : new Piece(start, html.substring(start + open.length(), end), end + close.length());
    }
}
