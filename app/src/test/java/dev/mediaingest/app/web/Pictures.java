package dev.mediaingest.app.web;

import dev.mediaingest.fixtures.PngFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes small media files: real PNGs, each different, with the parameters an AI tool would write. */
public final class Pictures {
    private Pictures() {}

    public static Path folderOfPngs(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        for (int i = 1; i <= count; i++) {
            Files.write(folder.resolve(String.format("picture-%05d.png", i)), png(i));
        }
        return folder;
    }

    public static void broken(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "this is no picture at all");
    }

    public static byte[] png(int number) {
        return PngFile.of(8, 8)
                .seed(number)
                .infotext("a lighthouse, (storm:1.2), number " + number
                        + "\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: " + number
                        + ", Size: 8x8, Model: test")
                .bytes();
    }
}
