package dev.mediaingest.analyse;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Score;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The star rating in {@code .scores/<file name>.json} beside a file: {@code {"file", "score", "updated"}}. Whatever is
 * wrong with a sidecar is a note on the file, never its failure. Links are not followed: they may lead out of the roots.
 */
final class ScoreSidecar {
    private static final int MAX_SIZE = 64 << 10;
    private static final String SOURCE = "sidecar";
    private static final JsonMapper JSON = JsonMapper.shared();

    private ScoreSidecar() {}

    static Optional<Score> read(Path file, List<Failure> notes) {
        Path folder = file.resolveSibling(".scores");
        Path sidecar = folder.resolve(file.getFileName() + ".json");
        if (!Files.exists(sidecar, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(sidecar, LinkOption.NOFOLLOW_LINKS)) {
            return refused(notes, FailureCode.OUTSIDE_ROOTS, "is a link or no regular file and was not followed");
        }
        try {
            return parse(bytes(sidecar), notes);
        } catch (IOException e) {
            return refused(notes, FailureCode.UNREADABLE, e.getClass().getSimpleName());
        }
    }

    private static byte[] bytes(Path sidecar) throws IOException {
        try (InputStream input = Files.newInputStream(sidecar, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return input.readNBytes(MAX_SIZE + 1);
        }
    }

    private static Optional<Score> parse(byte[] json, List<Failure> notes) {
        if (json.length > MAX_SIZE) {
            return refused(notes, FailureCode.OVER_LIMIT, "is larger than " + MAX_SIZE + " bytes");
        }
        try {
            JsonNode root = JSON.readTree(json);
            Integer value = root.isObject() ? score(root.get("score")) : null;
            return value == null
                    ? refused(notes, FailureCode.DAMAGED, "has no score from -1 to 5")
                    : Optional.of(new Score(value, SOURCE));
        } catch (JacksonException e) {
            return refused(notes, FailureCode.DAMAGED, "is no JSON");
        }
    }

    /** The score as a number or a numeric text; {@code 3.0} is 3, {@code 3.5} is none. */
    private static @Nullable Integer score(@Nullable JsonNode node) {
        if (node == null || !(node.isNumber() || node.isString())) {
            return null;
        }
        String text = node.asString().strip();
        String whole = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        return switch (whole) {
            case "-1" -> -1;
            case "0", "1", "2", "3", "4", "5" -> whole.charAt(0) - '0';
            default -> null;
        };
    }

    private static Optional<Score> refused(List<Failure> notes, FailureCode code, String what) {
        notes.add(new Failure(code, "score sidecar " + what));
        return Optional.empty();
    }
}
