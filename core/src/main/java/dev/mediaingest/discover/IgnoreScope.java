package dev.mediaingest.discover;

import dev.mediaingest.discover.Discovered.Reason;
import dev.mediaingest.discover.IgnoreRules.Rule;
import dev.mediaingest.media.PathText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules that count in a folder: what the session was asked to leave out, which wins over all; the rules in the folder itself and in
 * those above it, the nearest first; and the usual ones for what systems leave behind. Immutable.
 */
final class IgnoreScope {
    private static final int MOST_BYTES = 1 << 20;

    private final @Nullable IgnoreScope above;
    private final Path folder;
    private final IgnoreRules own;
    private final Path start;
    private final IgnoreRules asked;

    private IgnoreScope(@Nullable IgnoreScope above, Path folder, IgnoreRules own, Path start, IgnoreRules asked) {
        this.above = above;
        this.folder = folder;
        this.own = own;
        this.start = start;
        this.asked = asked;
    }

    /** That of a folder a walk starts from; files of rules above it do not count. */
    static IgnoreScope ofStart(Path start, IgnoreRules asked) {
        return new IgnoreScope(null, start, IgnoreRules.NONE, start, asked);
    }

    /** That of a folder that is being listed: with its own rules, if it has any. */
    IgnoreScope within(Path listed, boolean hasRules) {
        IgnoreRules rules = hasRules ? read(listed.resolve(Exclusions.FILE)) : IgnoreRules.NONE;
        return rules.isEmpty() ? this : new IgnoreScope(this, listed, rules, start, asked);
    }

    /** What cannot be read has no rules; a link is not followed. */
    private static IgnoreRules read(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return IgnoreRules.NONE;
        }
        try (InputStream input = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(input.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            List<String> lines = (text.startsWith("\uFEFF") ? text.substring(1) : text)
                    .lines()
                    .toList();
            return IgnoreRules.of(PathText.of(file) + ":", lines);
        } catch (IOException | SecurityException e) {
            return IgnoreRules.NONE;
        }
    }

    /**
     * Why an entry is left out.
     *
     * @param reason and the rule's own words
     */
    record Verdict(Reason reason, String rule) {}

    /** Whether an entry is left out; nothing if it is not. */
    Optional<Verdict> of(Path path, boolean isFolder) {
        Optional<Rule> rule = asked.deciding(relative(start, path), isFolder);
        for (IgnoreScope scope = this; rule.isEmpty() && scope != null; scope = scope.above) {
            rule = scope.own.deciding(relative(scope.folder, path), isFolder);
        }
        if (rule.isPresent()) {
            return rule.filter(one -> !one.takesBack()).map(one -> new Verdict(Reason.EXCLUDED, one.name()));
        }
        return Exclusions.system()
                .deciding(PathText.nameOf(path), isFolder)
                .map(one -> new Verdict(Reason.SYSTEM, one.name()));
    }

    /** A link leads elsewhere; only its target's name counts there. */
    private static String relative(Path folder, Path path) {
        return path.startsWith(folder) ? PathText.of(folder.relativize(path)) : PathText.nameOf(path);
    }
}
