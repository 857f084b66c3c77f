package dev.mediaingest.analyse.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.fixtures.MediaFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, a reader answers with a value. */
class HostileBytesTest {
    static Stream<Arguments> files() {
        return MediaFiles.all().entrySet().stream().map(file -> Arguments.of(file.getKey(), file.getValue()));
    }

    /** A bare codestream and a live recording do not. */
    static Stream<Arguments> filesThatSayWhereTheyEnd() {
        return files().filter(file -> !List.of("codestream.jxl", "live.webm").contains(file.get()[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesThatSayWhereTheyEnd")
    void fileCutAtAnyByteGivesAValueAndIsNeverTakenForWhole(String name, byte[] file) {
        assertThat(Reading.of(file).trouble()).isEmpty();
        for (int length = 0; length < file.length; length++) {
            assertThat(Reading.ifMedia(Arrays.copyOf(file, length))
                            .filter(contents -> contents.trouble().isEmpty()))
                    .as("%s cut at %s of %s", name, length, file.length)
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void readsThroughAWindowWhatItReadsAtOnce(String name, byte[] file, @TempDir Path folder) throws IOException {
        byte[] padded = Arrays.copyOf(file, file.length + 200_000);
        Path path = Files.write(folder.resolve(name), padded);

        try (FileBytes held = FileBytes.open(path);
                FileBytes windowed = FileBytes.open(path, 0);
                FileBytes inPieces = FileBytes.openInPieces(path)) {
            var type = Containers.typeOf(held).orElseThrow();
            assertThat(Containers.read(type, windowed)).isEqualTo(Containers.read(type, held));
            assertThat(Containers.read(type, inPieces)).isEqualTo(Containers.read(type, held));
            assertThat(windowed.sha256()).isEqualTo(held.sha256());
            assertThat(windowed.indexOf('\u00fe', 0)).isEqualTo(held.indexOf('\u00fe', 0));
        }
    }
}
