package dev.mediaingest.engines.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.Packed;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.io.EOFException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories in both byte orders and both lengths (TIFF 6.0, section 2; BigTIFF), and those nobody would write. */
class TiffTagsTest {

    @Test
    void numbersOfEveryLengthAreReadInTheFilesByteOrder() throws Exception {
        for (TiffBytes tiff : new TiffBytes[] {TiffBytes.littleEndian(300, 70_000), TiffBytes.bigEndian(300, 70_000)}) {
            TiffTags tags = tiff.value(0x0140, TiffBytes.BYTE, 3, new byte[] {1, (byte) 255, 3})
                    .shorts(0x0111, 0xfffe, 2, 3)
                    .tags();

            assertThat(tags.first(0x0100, 0)).isEqualTo(300);
            assertThat(tags.first(0x0101, 0)).isEqualTo(70_000);
            assertThat(tags.all(0x0140)).containsExactly(1, 255, 3);
            assertThat(tags.all(0x0111)).containsExactly(0xfffe, 2, 3);
            assertThat(tags.isBig()).isFalse();
        }
    }

    @Test
    void aBigTiffHasOffsetsAndNumbersOfEightBytes() throws Exception {
        TiffTags tags = TiffBytes.bigTiff(5, 6)
                .long8s(0x0111, 1L << 40, 2)
                .shorts(0x0102, 8, 8, 8, 8)
                .tags();

        assertThat(tags.isBig()).isTrue();
        assertThat(tags.all(0x0111)).containsExactly(1L << 40, 2);
        assertThat(tags.all(0x0102)).as("four shorts fit into their entry").containsExactly(8, 8, 8, 8);
    }

    @Test
    void theFirstOfTwoEntriesOfATagCounts() throws Exception {
        byte[] tiff = Packed.littleEndian()
                .latin1("II")
                .u16(42)
                .u32(8)
                .u16(2)
                .u16(0x0100)
                .u16(3)
                .u32(1)
                .u32(7)
                .u16(0x0100)
                .u16(3)
                .u32(1)
                .u32(9)
                .u32(0)
                .bytes();

        assertThat(TiffBytes.tagsOf(tiff).all(0x0100)).containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource({"2, text", "5, fractions", "12, doubles", "0, nothing", "999, what nobody knows"})
    void entriesThatAreNoWholeNumbersAreAbsent(int type, String what) throws Exception {
        TiffTags tags = TiffBytes.littleEndian(1, 1)
                .value(0x0115, type, 1, new byte[] {3, 0, 0, 0})
                .tags();

        assertThat(tags.has(0x0115)).as(what).isFalse();
        assertThat(tags.first(0x0115, 42)).as(what).isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, (1 << 20) + 1, 0x7fff_ffffL, 0xffff_ffffL})
    void countsThatAreNoneOrFarTooManyAreAsIfAbsent(long count) throws Exception {
        TiffTags tags = TiffBytes.littleEndian(1, 1)
                .value(0x0115, TiffBytes.LONG, count, new byte[4])
                .tags();

        assertThat(tags.has(0x0115)).isFalse();
    }

    @Test
    void numbersBehindTheEndOfTheFileAreItsEnd() {
        TiffBytes tiff = TiffBytes.littleEndian(1, 1).value(0x0115, TiffBytes.LONG, 1_000, new byte[8]);

        assertThatThrownBy(tiff::tags).isInstanceOf(EOFException.class).hasMessageContaining("numbers that should");
    }

    /** All entries name the same bytes, so that the file is small. */
    @Test
    void entriesThatShareTheirBytesDoNotAddUpToMoreThanMemory() throws Exception {
        int entries = 40;
        int count = 1 << 20;
        Packed directory = Packed.littleEndian().latin1("II").u16(42).u32(8).u16(entries);
        for (int tag = 0; tag < entries; tag++) {
            directory.u16(0x0100 + tag).u16(TiffBytes.BYTE).u32(count).u32(0);
        }
        TiffTags tags = TiffBytes.tagsOf(directory.u32(0).zeros(count).bytes());

        long kept = 0;
        for (int tag = 0; tag < entries; tag++) {
            kept += tags.all(0x0100 + tag).length;
        }
        assertThat(kept).isEqualTo(4L * count);
    }

    @Test
    void whatIsWrongWithMetadataIsOfNoPixel() throws Exception {
        TiffTags tags = TiffBytes.littleEndian(4, 1)
                .value(0x8769, TiffBytes.LONG, 1_000_000, new byte[8])
                .tags();

        assertThat(tags.first(0x0100, 0)).isEqualTo(4);
        assertThat(tags.has(0x8769)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"XX*\0\b\0\0\0", "II\0*\b\0\0\0", "MM*\0\0\0\0\b", "II)\0\b\0\0\0"})
    void whatDoesNotBeginAsATiffIsDamaged(String head) {
        assertThatThrownBy(() ->
                        TiffBytes.tagsOf(Packed.littleEndian().latin1(head).bytes()))
                .isInstanceOfSatisfying(
                        DecodeFailure.class, e -> assertThat(e.failure().code()).isEqualTo(FailureCode.DAMAGED));
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 0x7fff_ffffL, 0xffff_ffffL})
    void aDirectoryBehindTheEndIsTheFilesEnd(long at) {
        byte[] tiff = Packed.littleEndian().latin1("II").u16(42).u32(at).bytes();

        assertThatThrownBy(() -> TiffBytes.tagsOf(tiff)).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 7})
    void aBigDirectoryAtNoPossiblePlaceIsTheFilesEnd(long at) {
        byte[] tiff = Packed.littleEndian()
                .latin1("II")
                .u16(43)
                .u16(8)
                .u16(0)
                .u64(at)
                .zeros(64)
                .bytes();

        assertThatThrownBy(() -> TiffBytes.tagsOf(tiff)).isInstanceOf(EOFException.class);
    }

    @Test
    void aDirectoryCutAnywhereIsTheFilesEnd() throws Exception {
        for (TiffBytes tiff : new TiffBytes[] {TiffBytes.littleEndian(2, 2), TiffBytes.bigTiff(2, 2)}) {
            byte[] whole = tiff.bytes();
            int unused = tiff.tags().isBig() ? 8 : 4; // where the next directory would be
            for (int length = 0; length < whole.length - unused; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> TiffBytes.tagsOf(cut)).isInstanceOf(EOFException.class);
            }
        }
    }
}
