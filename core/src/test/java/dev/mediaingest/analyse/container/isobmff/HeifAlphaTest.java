package dev.mediaingest.analyse.container.isobmff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mediaingest.fixtures.HeifFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeifAlphaTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theAuxiliaryImageOfThePictureIsItsAlpha() throws Exception {
        assertThat(alpha(HeifFile.avif(40, 30).alpha().bytes())).contains(new HeifAlpha(2, false));
        assertThat(alpha(HeifFile.heic(40, 30).alpha().bytes())).contains(new HeifAlpha(2, false));
    }

    @Test
    void aPictureAloneHasNone() throws Exception {
        assertThat(alpha(HeifFile.heic(40, 30).bytes())).isEmpty();
    }

    @Test
    void aDepthMapIsNone() throws Exception {
        byte[] file = HeifFile.heic(40, 30).alpha().bytes();
        int kind = new String(file, StandardCharsets.ISO_8859_1).indexOf("auxiliary:alpha");
        System.arraycopy("auxiliary:depth".getBytes(StandardCharsets.US_ASCII), 0, file, kind, 15);

        assertThat(alpha(file)).isEmpty();
    }

    @Test
    void aFileCutAnywhereHasOneOrNone() throws Exception {
        byte[] file = HeifFile.heic(40, 30).alpha().bytes();
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatCode(() -> alpha(cut)).as("cut at %d", length).doesNotThrowAnyException();
        }
    }

    @Test
    void anyByteMayBeWrong() throws Exception {
        byte[] file = HeifFile.heic(40, 30).alpha().bytes();
        for (int at = 0; at < file.length; at++) {
            byte[] torn = file.clone();
            torn[at] = (byte) 0xff;
            assertThatCode(() -> alpha(torn)).as("byte %d", at).doesNotThrowAnyException();
        }
    }

    private Optional<HeifAlpha> alpha(byte[] file) throws IOException {
        return HeifAlpha.read(Files.write(folder.resolve("a.heic"), file));
    }
}
