package dev.mediaingest.analyse.container.metadata;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.fixtures.Fuzzed;
import dev.mediaingest.fixtures.MediaFiles;
import dev.mediaingest.media.MediaType;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** EXIF blocks without a file around them, under a fuzzer. */
class ExifFuzzTest {
    static Stream<byte[]> blocks() {
        return Stream.of(MediaFiles.exif().bytes());
    }

    @MethodSource("blocks")
    @FuzzTest
    void exifBlock(byte[] block) {
        Fuzzed.withinBounds(block.length, () -> {
            Gathered found = new Gathered();
            Exif.read(block, found);
            return found.contents(MediaType.JPEG);
        });
    }
}
