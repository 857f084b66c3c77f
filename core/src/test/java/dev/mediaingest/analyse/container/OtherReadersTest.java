package dev.mediaingest.analyse.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.BmpFile;
import dev.mediaingest.fixtures.ExifBlock;
import dev.mediaingest.fixtures.GifFile;
import dev.mediaingest.fixtures.JpegFile;
import dev.mediaingest.fixtures.WebpFile;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.TextEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OtherReadersTest {
    @Test
    void readsSizeModeAndCommentOfAJpeg() {
        Contents contents = Reading.of(JpegFile.of(48, 32).comment("Grüße").bytes());

        assertThat(contents.facts().dimensions()).isEqualTo(new Dimensions(48, 32));
        assertThat(contents.facts().colorMode()).isEqualTo("RGB");
        assertThat(Reading.text(contents, "Comment")).isEqualTo("Grüße");
        assertThat(contents.trouble()).isEmpty();
    }

    @Test
    void bytesBehindTheEndOfAJpegAreNoTrouble() {
        byte[] file = JpegFile.of(48, 32).bytes();

        assertThat(Reading.of(Arrays.copyOf(file, file.length + 100)).trouble()).isEmpty();
    }

    @Test
    void jpegCutInsideItsPixelsIsTruncated() {
        byte[] file = JpegFile.of(48, 32).bytes();
        Contents contents = Reading.of(Arrays.copyOf(file, file.length - 2));

        assertThat(contents.trouble()).map(Failure::code).contains(FailureCode.TRUNCATED);
        assertThat(contents.facts().dimensions()).isEqualTo(new Dimensions(48, 32));
    }

    @Test
    void fourComponentsAreCmyk() {
        byte[] frame = {8, 0, 5, 0, 7, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        Contents contents = Reading.of(JpegFile.of(8, 8).segment(0xc0, frame).bytes());

        assertThat(contents.facts().colorMode()).isEqualTo("CMYK");
        assertThat(contents.facts().dimensions()).isEqualTo(new Dimensions(7, 5));
    }

    @Test
    void readsExifTextsInEitherByteOrder() {
        for (ExifBlock block : new ExifBlock[] {ExifBlock.bigEndian(), ExifBlock.littleEndian()}) {
            block.text(0x010e, "A harbour")
                    .text(0x010f, "Maker")
                    .text(0x0110, "One")
                    .text(0x0131, "v1");
            block.userComment("hello", StandardCharsets.UTF_16BE);
            Contents contents = Reading.of(JpegFile.of(8, 8).exif(block).bytes());

            assertThat(Reading.text(contents, "ImageDescription")).isEqualTo("A harbour");
            assertThat(Reading.text(contents, "Make")).isEqualTo("Maker");
            assertThat(Reading.text(contents, "Model")).isEqualTo("One");
            assertThat(Reading.text(contents, "Software")).isEqualTo("v1");
            assertThat(Reading.text(contents, "UserComment")).isEqualTo("hello");
        }
    }

    @Test
    void readsTheArtistAndAMakerNoteThatIsAWord() {
        ExifBlock block = ExifBlock.bigEndian().text(0x013b, "ai").text(0x927c, "fooocus");
        Contents contents = Reading.of(JpegFile.of(8, 8).exif(block).bytes());

        assertThat(Reading.text(contents, "Artist")).isEqualTo("ai");
        assertThat(Reading.text(contents, "MakerNote")).isEqualTo("fooocus");
    }

    @Test
    void aMakerNoteOfACameraIsNoText() {
        ExifBlock block = ExifBlock.bigEndian().text(0x927c, "x\u0001y").text(0x0131, "z".repeat(300));
        ExifBlock longer = ExifBlock.bigEndian().text(0x927c, "x".repeat(300));

        assertThat(Reading.of(JpegFile.of(8, 8).exif(block).bytes()).texts()).hasSize(1);
        assertThat(Reading.of(JpegFile.of(8, 8).exif(longer).bytes()).texts()).isEmpty();
    }

    @Test
    void keepsTheXmpPacketAndItsContinuation() {
        String digest = "0123456789ABCDEF".repeat(2);
        String packet = "<x:xmpmeta more='" + digest + "'/>";
        byte[] first = ("http://ns.adobe.com/xap/1.0/\0" + packet).getBytes(StandardCharsets.UTF_8);
        byte[] more = ("http://ns.adobe.com/xmp/extension/\0" + digest + "\0\0\0\7" + "\0\0\0\0" + "<more/>")
                .getBytes(StandardCharsets.UTF_8);
        Contents contents = Reading.of(
                JpegFile.of(8, 8).segment(0xe1, first).segment(0xe1, more).bytes());

        assertThat(contents.texts())
                .containsExactly(
                        new TextEntry("xmp:packet", "XML:com.adobe.xmp", packet),
                        new TextEntry("xmp:packet", "XML:com.adobe.xmp", "<more/>"));
    }

    @Test
    void readsWhoClaimsAPictureInAManifestCutIntoSegments() {
        byte[] manifest = ("....jumb" + "x".repeat(40)
                        + "tclaim_generator_info\u0001dnamegTester!"
                        + "qdigitalSourceTypeltrainedMedia"
                        + "\u0006\u0003U\u0004\n\u000c\u0005Makers")
                .getBytes(StandardCharsets.ISO_8859_1);
        int half = 60;
        byte[] first = joined("JP\0\1\0\0\0\1", Arrays.copyOf(manifest, half));
        byte[] second = joined("JP\0\1\0\0\0\2....jumb", Arrays.copyOfRange(manifest, half, manifest.length));
        Contents contents = Reading.of(
                JpegFile.of(8, 8).segment(0xeb, first).segment(0xeb, second).bytes());

        assertThat(contents.texts())
                .containsExactly(new TextEntry(
                        "c2pa:manifest",
                        "c2pa",
                        "claim_generator: Tester!\ndigital_source_type: trainedMedia\norganisation: Maker"));
    }

    private static byte[] joined(String head, byte[] rest) {
        return ByteBuffer.allocate(head.length() + rest.length)
                .put(head.getBytes(StandardCharsets.ISO_8859_1))
                .put(rest)
                .array();
    }

    @Test
    void exifDirectoryThatPointsAtItselfEnds() {
        ByteBuffer block = ByteBuffer.allocate(8 + 2 + 12 * 3 + 4).order(ByteOrder.BIG_ENDIAN);
        block.put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 3);
        for (int i = 0; i < 3; i++) {
            block.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(8);
        }
        Contents contents = Reading.of(WebpFile.of(8, 8).exif(block.array()).bytes());

        assertThat(contents.trouble()).isEmpty();
        assertThat(contents.texts()).isEmpty();
    }

    @Test
    void exifThatIsNoneIsANoteAndThePictureIsWhole() {
        Contents contents = Reading.of(WebpFile.of(8, 8).exif(new byte[20]).bytes());

        assertThat(contents.notes()).extracting(Failure::code).containsExactly(FailureCode.DAMAGED);
        assertThat(contents.trouble()).isEmpty();
    }

    @Test
    void readsWebpWithAndWithoutTheExtendedHeader() {
        Contents simple = Reading.of(WebpFile.of(33, 20).bytes());
        Contents extended =
                Reading.of(WebpFile.of(33, 20).infotext("a\nSteps: 1").bytes());

        assertThat(simple.facts().dimensions()).isEqualTo(new Dimensions(33, 20));
        assertThat(extended.facts()).isEqualTo(simple.facts());
        assertThat(simple.facts().colorMode()).isEqualTo("RGB");
        assertThat(Reading.text(extended, "UserComment")).isEqualTo("a\nSteps: 1");
    }

    @Test
    void readsWebpExifBehindAPreamble() {
        byte[] block = ExifBlock.bigEndian().text(0x0131, "x").bytes();
        byte[] withPreamble = ByteBuffer.allocate(6 + block.length)
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(block)
                .array();

        assertThat(Reading.text(Reading.of(WebpFile.of(8, 8).exif(withPreamble).bytes()), "Software"))
                .isEqualTo("x");
    }

    @Test
    void webpShorterThanItsRiffSizeIsTruncated() {
        byte[] file = WebpFile.of(64, 64).bytes();
        Contents contents = Reading.of(Arrays.copyOf(file, file.length - 10));

        assertThat(contents.trouble()).map(Failure::code).contains(FailureCode.TRUNCATED);
        assertThat(contents.facts().dimensions()).isEqualTo(new Dimensions(64, 64));
    }

    @Test
    void readsGifWithItsDurationTransparencyAndComment() {
        Contents contents = Reading.of(GifFile.of(40, 30)
                .frames(5, 10)
                .transparent()
                .comment("wandering")
                .bytes());

        assertThat(contents.facts().dimensions()).isEqualTo(new Dimensions(40, 30));
        assertThat(contents.facts().duration()).isEqualTo(0.5);
        assertThat(contents.facts().hasAlpha()).isTrue();
        assertThat(contents.facts().colorMode()).isEqualTo("P");
        assertThat(Reading.text(contents, "Comment")).isEqualTo("wandering");
        assertThat(contents.trouble()).isEmpty();
    }

    @Test
    void stillGifHasNoDuration() {
        assertThat(Reading.of(GifFile.of(40, 30).bytes()).facts().duration()).isNull();
    }

    @Test
    void gifWithoutTrailerIsTruncated() {
        byte[] file = GifFile.of(40, 30).bytes();

        assertThat(Reading.of(Arrays.copyOf(file, file.length - 1)).trouble())
                .map(Failure::code)
                .contains(FailureCode.TRUNCATED);
    }

    @Test
    void readsBmpUpsideDownOrNot() {
        byte[] file = BmpFile.of(40, 30).bytes();
        byte[] topDown = file.clone();
        ByteBuffer.wrap(topDown).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -30);

        assertThat(Reading.of(file).facts().dimensions()).isEqualTo(new Dimensions(40, 30));
        assertThat(Reading.of(file).facts().colorMode()).isEqualTo("P");
        assertThat(Reading.of(file).trouble()).isEmpty();
        assertThat(Reading.of(topDown).facts().dimensions()).isEqualTo(new Dimensions(40, 30));
    }

    @Test
    void bmpWithoutItsLastRowIsTruncated() {
        byte[] file = BmpFile.of(40, 30).bytes();

        assertThat(Reading.of(Arrays.copyOf(file, file.length - 10)).trouble())
                .map(Failure::code)
                .contains(FailureCode.TRUNCATED);
    }

    @Test
    void bmpOfAbsurdSizeIsTruncatedNotAnOverflow() {
        byte[] file = BmpFile.of(40, 30).bytes();
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(18, Integer.MAX_VALUE)
                .putInt(22, Integer.MIN_VALUE);

        assertThat(Reading.of(file).trouble()).isPresent();
    }

    @Test
    void recognisesContainersItDoesNotReadYet() {
        assertThat(type("\0\0\0\u0018ftypavif\0\0\0\0avifmif1")).isEqualTo(MediaType.AVIF);
        assertThat(type("\0\0\0\u0018ftypmif1\0\0\0\0mif1avif")).isEqualTo(MediaType.AVIF);
        assertThat(type("\0\0\0\u0018ftypheic\0\0\0\0mif1heic")).isEqualTo(MediaType.HEIC);
        assertThat(type("\0\0\0\u0018ftypisom\0\0\0\0isommp41")).isEqualTo(MediaType.MP4);
        assertThat(type("\0\0\0\u0014ftypqt  \0\0\0\0qt  ")).isEqualTo(MediaType.MOV);
        assertThat(type("\0\0\0\u0014ftypM4A \0\0\0\0isom")).isNull();
        assertThat(type("\u001aE\u00df\u00a3\u0088B\u0082\u0084webm........")).isEqualTo(MediaType.WEBM);
        assertThat(type("\u001aE\u00df\u00a3\u008fB\u0086\u0081\u0001B\u0082\u0088matroska..."))
                .isEqualTo(MediaType.MKV);
        assertThat(type("RIFF....AVI LIST....")).isEqualTo(MediaType.AVI);
        assertThat(type("II*\0........")).isEqualTo(MediaType.TIFF);
        assertThat(type("\u00ff\n..........")).isEqualTo(MediaType.JXL);
        assertThat(type("\0\0\0\u000cJXL \r\n\u0087\n")).isEqualTo(MediaType.JXL);
    }

    @Test
    void doesNotTakeTextsForPictures() {
        assertThat(type("BM is the beginning of this sentence, and not of a picture."))
                .isNull();
        assertThat(type("RIFF RAFF is no container either")).isNull();
        assertThat(type("plain text, nothing else")).isNull();
    }

    private static @org.jspecify.annotations.Nullable MediaType type(String latin1) {
        return Reading.ifMedia(latin1.getBytes(StandardCharsets.ISO_8859_1))
                .map(contents -> contents.facts().type())
                .orElse(null);
    }
}
