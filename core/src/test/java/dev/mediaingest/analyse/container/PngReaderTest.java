package dev.mediaingest.analyse.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.ExifBlock;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.TextEntry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngReaderTest {
    @Test
    void readsSizeModeAndAlphaFromTheHeader() {
        var facts = Reading.of(PngFile.of(30, 20).bytes()).facts();

        assertThat(facts.dimensions()).isEqualTo(new Dimensions(30, 20));
        assertThat(facts.colorMode()).isEqualTo("RGB");
        assertThat(facts.hasAlpha()).isFalse();
        assertThat(Reading.of(PngFile.of(30, 20).alpha().bytes()).facts().hasAlpha())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1,0,1", "8,0,L", "16,0,I;16", "16,2,RGB", "4,3,P", "8,4,LA", "16,4,RGBA", "8,6,RGBA"})
    void namesColorModesAsPillowDoes(int depth, int colorType, String mode) {
        Contents contents = Reading.of(withHeader(5, 5, depth, colorType));

        assertThat(contents.facts().colorMode()).isEqualTo(mode);
    }

    @Test
    void transparentColorCountsAsAlpha() {
        byte[] file = PngFile.of(4, 4).chunk("tRNS", new byte[6]).bytes();

        assertThat(Reading.of(file).facts().hasAlpha()).isTrue();
    }

    @Test
    void keepsTextsOfEveryKindInFileOrderWhereverTheyLie() {
        byte[] file = PngFile.of(8, 8)
                .text("Comment", "first")
                .compressedText("Comment", "second")
                .internationalText("Title", "drei äöü 日本")
                .compressedInternationalText("Author", "四")
                .textAfterPixels("parameters", "behind the pixels")
                .bytes();

        assertThat(Reading.of(file).texts())
                .containsExactly(
                        new TextEntry("png:tEXt", "Comment", "first"),
                        new TextEntry("png:zTXt", "Comment", "second"),
                        new TextEntry("png:iTXt", "Title", "drei äöü 日本"),
                        new TextEntry("png:iTXt", "Author", "四"),
                        new TextEntry("png:tEXt", "parameters", "behind the pixels"));
    }

    @Test
    void decodesATextThatIsNoUtf8AsLatin1() {
        byte[] file = PngFile.of(8, 8)
                .chunk("tEXt", "Title\0Gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1))
                .bytes();

        assertThat(Reading.text(Reading.of(file), "Title")).isEqualTo("Grüße");
    }

    @Test
    void dropsNulCharacters() {
        assertThat(Reading.text(
                        Reading.of(PngFile.of(8, 8).text("Title", "a\0b\0").bytes()), "Title"))
                .isEqualTo("ab");
    }

    @Test
    void readsTheExifChunk() {
        byte[] exif = ExifBlock.littleEndian().text(0x0131, "Painter").bytes();

        assertThat(Reading.text(Reading.of(PngFile.of(8, 8).chunk("eXIf", exif).bytes()), "Software"))
                .isEqualTo("Painter");
    }

    @Test
    void keepsOtherTextsWhenOneDoesNotInflate() {
        Contents contents = Reading.of(PngFile.of(8, 8)
                .text("Before", "kept")
                .chunk("zTXt", "Broken\0\0nonsense".getBytes(StandardCharsets.US_ASCII))
                .text("After", "kept too")
                .bytes());

        assertThat(contents.texts()).extracting(TextEntry::key).containsExactly("Before", "After");
        assertThat(contents.notes()).extracting(Failure::code).containsExactly(FailureCode.DAMAGED);
        assertThat(contents.trouble()).isEmpty();
    }

    @Test
    void wrongCrcOfOneChunkMakesTheFileDamagedAndKeepsTheRest() {
        byte[] chunk = PngFile.chunkBytes("tEXt", "Title\0x".getBytes(StandardCharsets.US_ASCII));
        chunk[chunk.length - 1] ^= 1;
        Contents contents = Reading.of(
                PngFile.of(8, 8).rawChunk(chunk).text("After", "kept").bytes());

        assertThat(contents.trouble()).map(Failure::code).contains(FailureCode.DAMAGED);
        assertThat(contents.texts()).extracting(TextEntry::key).contains("After");
        assertThat(contents.facts().dimensions()).isEqualTo(new Dimensions(8, 8));
    }

    @Test
    void bombIsNotInflatedBeyondTheLimit() {
        byte[] bomb = bomb(200 << 20);
        PngFile file = PngFile.of(8, 8);
        for (int i = 0; i < 10; i++) {
            file.chunk("zTXt", bomb);
        }
        Contents contents = Reading.of(file.text("parameters", "kept").bytes());

        assertThat(contents.notes()).extracting(Failure::code).containsOnly(FailureCode.OVER_LIMIT);
        assertThat(contents.texts()).allMatch(text -> text.key().equals("parameters"));
    }

    @Test
    void hugeChunkLengthIsATruncationNotAnAllocation() {
        byte[] claim = ByteBuffer.allocate(12)
                .putInt(Integer.MAX_VALUE)
                .put("tEXt".getBytes(StandardCharsets.US_ASCII))
                .array();
        Contents contents = Reading.of(PngFile.of(8, 8).rawChunk(claim).bytes());

        assertThat(contents.trouble()).map(Failure::code).contains(FailureCode.TRUNCATED);
        assertThat(contents.facts().dimensions()).isEqualTo(new Dimensions(8, 8));
    }

    @Test
    void fileWithoutItsEndIsTruncatedAndKeepsWhatCameBefore() {
        byte[] file = PngFile.of(64, 64).text("Title", "kept").bytes();
        Contents contents = Reading.of(Arrays.copyOf(file, file.length - 20));

        assertThat(contents.trouble()).map(Failure::code).contains(FailureCode.TRUNCATED);
        assertThat(Reading.text(contents, "Title")).isEqualTo("kept");
    }

    @Test
    void headerOfNoPixelsIsDamage() {
        Contents contents = Reading.of(withHeader(0, 5, 8, 2));

        assertThat(contents.trouble()).map(Failure::code).contains(FailureCode.DAMAGED);
        assertThat(contents.facts().dimensions()).isNull();
    }

    @Test
    void addsUpTheFramesOfAnAnimation() {
        byte[] frame = ByteBuffer.allocate(26)
                .putShort(20, (short) 1)
                .putShort(22, (short) 4)
                .array();
        byte[] file = PngFile.of(8, 8)
                .chunk("acTL", new byte[8])
                .chunk("fcTL", frame)
                .chunk("fcTL", frame)
                .bytes();

        assertThat(Reading.of(file).facts().duration()).isEqualTo(0.5);
    }

    private static byte[] withHeader(int width, int height, int depth, int colorType) {
        byte[] data = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colorType)
                .array();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(PngFile.of(1, 1).bytes(), 0, 8);
        file.writeBytes(PngFile.chunkBytes("IHDR", data));
        file.writeBytes(PngFile.chunkBytes("IEND", new byte[0]));
        return file.toByteArray();
    }

    private static byte[] bomb(int length) {
        Deflater deflater = new Deflater(9);
        byte[] zeros = new byte[1 << 20];
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes("Bomb\0\0".getBytes(StandardCharsets.US_ASCII));
        byte[] output = new byte[1 << 16];
        for (int done = 0; done < length; done += zeros.length) {
            deflater.setInput(zeros);
            while (!deflater.needsInput()) {
                stream.write(output, 0, deflater.deflate(output));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            stream.write(output, 0, deflater.deflate(output));
        }
        deflater.end();
        return stream.toByteArray();
    }
}
