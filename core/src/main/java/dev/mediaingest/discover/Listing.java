package dev.mediaingest.discover;

import dev.mediaingest.media.PathText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The names in a folder, sorted. Names, not paths: a folder of a million files must fit. */
final class Listing {
    private Listing() {}

    static String[] of(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                names.add(PathText.nameOf(entry));
            }
        }
        String[] sorted = names.toArray(String[]::new);
        Arrays.sort(sorted);
        return sorted;
    }
}
