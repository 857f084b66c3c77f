package dev.mediaingest.analyse.container.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.fixtures.ExifBlock;
import dev.mediaingest.media.MediaType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MakerNoteTest {
    private static final int MAKER_NOTE = 0x927c;

    /** A camera's own data is no text of the file: it is passed over without a word, and takes no room from texts. */
    @ParameterizedTest
    @CsvSource({"5, 1, false", "300, 120, false", "5, 120, true"})
    void onlyAShortPrintableNoteIsAText(int length, int letter, boolean isText) throws Exception {
        Gathered found = new Gathered();
        int all = 4 << 20;
        for (int i = 0; i < 3; i++) {
            assertThat(found.reserve(all, "text")).isTrue();
        }
        assertThat(found.reserve(all - 100, "text")).isTrue();

        Exif.read(
                ExifBlock.bigEndian()
                        .exifText(MAKER_NOTE, Character.toString(letter).repeat(length))
                        .bytes(),
                found);

        assertThat(found.contents(MediaType.JPEG).texts()).hasSize(isText ? 1 : 0);
        assertThat(found.hasRoomFor(100)).isEqualTo(!isText);
    }
}
