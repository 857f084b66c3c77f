package dev.mediaingest.analyse;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.Sidecars;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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
        Path folder = file.resolveSibling(Sidecars.SCORES_FOLDER);
        Path path = PathText.resolve(folder, Sidecars.score(PathText.nameOf(file)));
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        SmallFile sidecar = new SmallFile(path, "score sidecar", MAX_SIZE);
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                ? sidecar.read(notes).flatMap(json -> parse(json, sidecar, notes))
                : sidecar.refused(notes, FailureCode.OUTSIDE_ROOTS, "lies behind a link that was not followed");
    }

    private static Optional<Score> parse(byte[] json, SmallFile sidecar, List<Failure> notes) {
        try {
            JsonNode root = JSON.readTree(json);
            Integer value = root.isObject() ? score(root.get("score")) : null;
            return value == null
                    ? sidecar.refused(notes, FailureCode.DAMAGED, "has no score from -1 to 5")
                    : Optional.of(new Score(value, SOURCE));
        } catch (JacksonException e) {
            return sidecar.refused(notes, FailureCode.DAMAGED, "is no JSON");
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
}
