package dev.mediaingest.plan;

import dev.mediaingest.discover.Mount;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Folders whose disk is away, and what tells them: which folders had a file system of their own. Each method is one transaction,
 * but for {@link #confirm}, which marks file by file and may be repeated. Thread-safe.
 */
public interface AwayFolders {

    /** The mounts in these directories and below them, as they were last seen. */
    Set<Mount> mounts(List<Path> directories);

    /**
     * Remembers the mounts in these directories and below them, in place of those it knew.
     *
     * @param now as a complete walk met them
     * @param kept folders that stay known although nothing is mounted there
     */
    void saw(List<Path> directories, Collection<Mount> now, Collection<Path> kept);

    /**
     * Folders that were away when a session's list was made, that nobody said are gone, with as many files as the catalogue has
     * there now: files that were found elsewhere since are not among them.
     */
    List<AwayFolder> of(SessionId session);

    /**
     * Marks the files of a session's away folders as missing: a person says that they are gone.
     *
     * @param folder one of them, or a folder above some
     * @param gone has the last word on each file
     * @return how many were marked; nothing if no folder of the session is away there
     */
    OptionalLong confirm(SessionId session, Path folder, Predicate<Path> gone);
}
