package dev.mediaingest.plan;

import dev.mediaingest.discover.Absence;
import dev.mediaingest.discover.Absence.Away;
import dev.mediaingest.discover.Absence.Gone;
import dev.mediaingest.discover.Absence.GoneWith;
import dev.mediaingest.discover.Absence.Unknown;
import dev.mediaingest.discover.Absence.Why;
import dev.mediaingest.discover.AbsenceCheck;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.media.PathText;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides which files that a complete walk did not meet are gone. All of them are counted first: a folder that went with many
 * files is more likely to be on a disk that is away. Confined to one thread.
 */
public final class AbsentFiles {
    /** A folder that is gone with so many files of the catalogue is away until a person says otherwise. */
    static final long MANY = 20;

    private final AbsenceCheck check;
    private final FilePattern pattern;
    private final Map<Path, Long> gone = new TreeMap<>();
    private final Map<Away, Long> away = new TreeMap<>(Comparator.comparing(Away::folder));
    private long counted;

    /**
     * None yet.
     *
     * @param pattern what was looked for; of other files nothing is said
     */
    public AbsentFiles(AbsenceCheck check, FilePattern pattern) {
        this.check = check;
        this.pattern = pattern;
    }

    /** Takes a file into account. */
    public void count(Path file) {
        if (!wasLookedFor(file)) {
            return;
        }
        counted++;
        switch (check.of(file)) {
            case GoneWith(Path folder) -> gone.merge(folder, 1L, Long::sum);
            case Away folder -> away.merge(folder, 1L, Long::sum);
            case Gone alone -> {}
            case Unknown unknown -> {}
        }
    }

    /** Whether no file was counted. */
    public boolean isEmpty() {
        return counted == 0;
    }

    /** Whether a file is gone for certain, now that all are counted. */
    public boolean isGone(Path file) {
        if (!wasLookedFor(file)) {
            return false;
        }
        Absence absence = check.of(file);
        return switch (absence) {
            case Gone alone -> true;
            case GoneWith(Path folder) -> gone.getOrDefault(folder, 0L) < MANY;
            case Away folder -> false;
            case Unknown unknown -> false;
        };
    }

    /** The folders that are away, by path. */
    public List<AwayFolder> away() {
        Map<Path, AwayFolder> folders = new TreeMap<>();
        away.forEach(
                (folder, files) -> folders.put(folder.folder(), new AwayFolder(folder.folder(), files, folder.why())));
        gone.forEach((folder, files) -> {
            if (files >= MANY) {
                folders.put(folder, new AwayFolder(folder, files, Why.GONE));
            }
        });
        return List.copyOf(folders.values());
    }

    private boolean wasLookedFor(Path file) {
        return pattern.matches(PathText.nameOf(file));
    }
}
