package dev.mediaingest.writeback;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked to have written back.
 *
 * @param form of the sidecars
 * @param query which files, as the library's search box takes it; all if empty
 * @param top the folder that holds all of them
 * @param mirror a folder that gets the sidecars, in subfolders as those below {@code top}; null to write them beside the files
 */
public record WriteBack(
        SidecarForm form, String query, Path top, @Nullable Path mirror) {

    /** The folder whose sidecars are those of the folder of this file. */
    Path folderFor(Path file) {
        Path folder = file.resolveSibling("");
        return mirror == null ? folder : mirror.resolve(top.relativize(folder));
    }
}
