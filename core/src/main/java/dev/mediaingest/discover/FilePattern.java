package dev.mediaingest.discover;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A union of globs as people write it: {@code *.png|*.jpg}. Matches a file's name, not its folders, without regard to
 * case. Equal if written the same. Immutable and thread-safe.
 */
public final class FilePattern {
    private final String text;
    private final List<PathMatcher> globs;

    private FilePattern(String text, List<PathMatcher> globs) {
        this.text = text;
        this.globs = List.copyOf(globs);
    }

    /**
     * Reads a pattern.
     *
     * @param text globs separated by {@code |}; blanks around them do not count
     * @throws IllegalArgumentException with a sentence for a person if there is no glob in it or one is malformed
     */
    public static FilePattern of(String text) {
        List<PathMatcher> globs = new ArrayList<>();
        for (String glob : text.split("\\|")) {
            if (!glob.isBlank()) {
                globs.add(glob(glob.strip()));
            }
        }
        if (globs.isEmpty()) {
            throw new IllegalArgumentException("pattern is empty; write globs like *.png|*.jpg");
        }
        return new FilePattern(text, globs);
    }

    private static PathMatcher glob(String glob) {
        if (glob.contains("/")) {
            throw new IllegalArgumentException("pattern matches file names, so it takes no '/': " + glob);
        }
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob.toLowerCase(Locale.ROOT));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("pattern has a malformed glob: " + glob, e);
        }
    }

    public boolean matches(String fileName) {
        Path name = Path.of(fileName.toLowerCase(Locale.ROOT));
        return globs.stream().anyMatch(glob -> glob.matches(name));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FilePattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
