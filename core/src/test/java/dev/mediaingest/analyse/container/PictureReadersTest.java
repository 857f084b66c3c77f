package dev.mediaingest.analyse.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.Inflation;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.ExifBlock;
import dev.mediaingest.fixtures.GifFile;
import dev.mediaingest.fixtures.HeifFile;
import dev.mediaingest.fixtures.IptcBlock;
import dev.mediaingest.fixtures.JpegFile;
import dev.mediaingest.fixtures.JxlFile;
import dev.mediaingest.fixtures.Packed;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.fixtures.TiffFile;
import dev.mediaingest.fixtures.WebpFile;
import dev.mediaingest.media.Camera;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Exposure;
import dev.mediaingest.media.Location;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.Origin;
import dev.mediaingest.media.TextEntry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PictureReadersTest {
    private static final TextEntry PACKET = new TextEntry("xmp:packet", "XML:com.adobe.xmp", "<x/>");

    @Test
    void readsTiffInEitherByteOrder() {
        for (TiffFile file : new TiffFile[] {TiffFile.littleEndian(30, 20), TiffFile.bigEndian(30, 20)}) {
            Contents contents = Reading.of(file.orientation(6)
                    .text(0x0132, "2024:05:06 07:08:09")
                    .text(0x010f, "Maker")
                    .text(0x0110, "One")
                    .xmp("<x/>")
                    .iptc(IptcBlock.empty().set(25, "harbour").bytes())
                    .bytes());
            MediaFacts facts = contents.facts();

            assertThat(facts.dimensions()).isEqualTo(new Dimensions(30, 20));
            assertThat(facts.colorMode()).isEqualTo("L");
            assertThat(facts.orientation()).isEqualTo(Orientation.TURN_RIGHT);
            assertThat(facts.origin().camera()).isEqualTo(new Camera("Maker", "One"));
            assertThat(facts.origin().capturedAt())
                    .isEqualTo(new CapturedAt(
                            Instant.parse("2024-05-06T07:08:09Z"), false, CapturedAt.Source.EXIF_CHANGE));
            assertThat(contents.texts()).contains(PACKET, new TextEntry("iptc:Keywords", "Keywords", "harbour"));
            assertThat(contents.trouble()).isEmpty();
        }
    }

    @Test
    void readsHeicWithItsExifXmpAndAlpha() {
        Contents contents = Reading.of(HeifFile.heic(30, 20)
                .alpha()
                .turnedLeft(1)
                .exif(ExifBlock.bigEndian().text(0x0131, "phone"))
                .xmp("<x/>")
                .bytes());
        MediaFacts facts = contents.facts();

        assertThat(facts.type()).isEqualTo(MediaType.HEIC);
        assertThat(facts.dimensions()).isEqualTo(new Dimensions(30, 20));
        assertThat(facts.colorMode()).isEqualTo("RGBA");
        assertThat(facts.hasAlpha()).isTrue();
        assertThat(facts.orientation()).isEqualTo(Orientation.TURN_LEFT);
        assertThat(Reading.text(contents, "Software")).isEqualTo("phone");
        assertThat(contents.texts()).contains(PACKET);
        assertThat(contents.trouble()).isEmpty();
    }

    @Test
    void readsAvif() {
        MediaFacts facts = Reading.of(HeifFile.avif(30, 20).bytes()).facts();

        assertThat(facts.type()).isEqualTo(MediaType.AVIF);
        assertThat(facts.dimensions()).isEqualTo(new Dimensions(30, 20));
        assertThat(facts.hasAlpha()).isFalse();
        assertThat(facts.codec()).isEqualTo("av1");
    }

    @Test
    void readsJpegXlBareOrInBoxes() {
        JxlFile file = JxlFile.of(300, 200)
                .orientation(6)
                .xmp("<x/>")
                .exif(ExifBlock.bigEndian().text(0x0131, "x"));
        Contents boxed = Reading.of(file.bytes());

        assertThat(boxed.facts().dimensions()).isEqualTo(new Dimensions(300, 200));
        assertThat(boxed.facts().orientation()).isEqualTo(Orientation.TURN_RIGHT);
        assertThat(boxed.texts()).contains(PACKET);
        assertThat(Reading.text(boxed, "Software")).isEqualTo("x");
        assertThat(Reading.of(file.codestream()).facts()).isEqualTo(boxed.facts());
    }

    @Test
    void readsWhatJpegXlHasInBrotli() {
        Contents contents = Reading.of(JxlFile.of(8, 8)
                .compressed(
                        "Exif",
                        Packed.joined(
                                new byte[4],
                                ExifBlock.bigEndian().text(0x0131, "x").bytes()))
                .compressed("xml ", PACKET.value().getBytes(StandardCharsets.UTF_8))
                .compressed("jumb", new byte[9])
                .bytes());

        assertThat(contents.texts()).contains(PACKET);
        assertThat(Reading.text(contents, "Software")).isEqualTo("x");
        assertThat(contents.notes()).isEmpty();
    }

    @Test
    void brotliThatDoesNotInflateOrInflatesTooFarIsANote() {
        byte[] large = new byte[5 << 20];

        assertThat(Reading.of(JxlFile.of(8, 8).compressedBox().bytes()).notes())
                .extracting(Failure::code)
                .containsExactly(FailureCode.DAMAGED);
        assertThat(Inflation.unbrotli(JxlFile.brotli(large), 4 << 20)).isInstanceOf(Inflation.TooLong.class);
    }

    @Test
    void readsXmpOfGifWebpAndJpeg() {
        byte[] app1 = "http://ns.adobe.com/xap/1.0/\0<x/>".getBytes(StandardCharsets.US_ASCII);

        assertThat(Reading.of(GifFile.of(8, 8).xmp("<x/>").bytes()).texts()).containsExactly(PACKET);
        assertThat(Reading.of(JpegFile.of(8, 8).segment(0xe1, app1).bytes()).texts())
                .containsExactly(PACKET);
        assertThat(Reading.of(GifFile.of(8, 8).xmp("<x/>").bytes()).trouble()).isEmpty();
    }

    @Test
    void joinsExtendedXmpOnlyIfItsPartsFit() {
        String digest = "0123456789ABCDEF0123456789ABCDEF";
        JpegFile whole = JpegFile.of(8, 8)
                .segment(0xe1, packet("<x " + digest + "/>"))
                .segment(0xe1, part(digest, 10, 5, "World"))
                .segment(0xe1, part(digest, 10, 0, "Hello"));
        JpegFile lies = JpegFile.of(8, 8)
                .segment(0xe1, packet("<x " + digest + "/>"))
                .segment(0xe1, part(digest, 0xffff_ffffL, 0, "Hello"));
        JpegFile gap = JpegFile.of(8, 8)
                .segment(0xe1, packet("<x " + digest + "/>"))
                .segment(0xe1, part(digest, 10, 6, "orld"))
                .segment(0xe1, part(digest, 10, 0, "Hello"));

        assertThat(Reading.of(whole.bytes()).texts())
                .extracting(TextEntry::value)
                .contains("HelloWorld");
        assertThat(Reading.of(lies.bytes()).notes()).extracting(Failure::code).containsExactly(FailureCode.OVER_LIMIT);
        assertThat(Reading.of(gap.bytes()).notes()).extracting(Failure::code).containsExactly(FailureCode.DAMAGED);
    }

    private static byte[] packet(String xml) {
        return ("http://ns.adobe.com/xap/1.0/\0" + xml).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] part(String digest, long fullLength, int offset, String text) {
        return ByteBuffer.allocate(35 + 40 + text.length())
                .put(("http://ns.adobe.com/xmp/extension/\0" + digest).getBytes(StandardCharsets.US_ASCII))
                .putInt((int) fullLength)
                .putInt(offset)
                .put(text.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    @Test
    void readsIptcOfAJpeg() {
        byte[] block = IptcBlock.empty()
                .set(25, "m\u00f6we")
                .set(25, "harbour")
                .set(55, "20230405")
                .set(60, "060708+0200")
                .photoshopBlock();
        Contents contents = Reading.of(JpegFile.of(8, 8).segment(0xed, block).bytes());

        assertThat(contents.texts()).extracting(TextEntry::value).containsExactly("m\u00f6we", "harbour");
        assertThat(contents.facts().origin().capturedAt())
                .isEqualTo(new CapturedAt(
                        Instant.parse("2023-04-05T04:07:08Z"),
                        true,
                        CapturedAt.Source.IPTC,
                        LocalDateTime.parse("2023-04-05T06:07:08")));
    }

    @Test
    void readsTheProfilesImageMagickPutsIntoPng() {
        byte[] block = IptcBlock.empty().set(25, "harbour").photoshopBlock();
        String hex = HexFormat.of().formatHex(block, 14, block.length);
        String text = "\niptc\n      " + (block.length - 14) + "\n" + hex + "\n";
        String exif =
                HexFormat.of().formatHex(ExifBlock.bigEndian().orientation(6).bytes());
        Contents contents = Reading.of(PngFile.of(8, 8)
                .compressedText("Raw profile type iptc", text)
                .text("Raw profile type exif", "\nexif\n 1\n" + exif)
                .text("Raw profile type xmp", "\nxmp\n 1\n3c782f3e")
                .bytes());

        assertThat(contents.texts()).contains(new TextEntry("iptc:Keywords", "Keywords", "harbour"), PACKET);
        assertThat(contents.facts().orientation()).isEqualTo(Orientation.TURN_RIGHT);
        assertThat(Reading.of(PngFile.of(8, 8)
                                .text("Raw profile type iptc", "rubbish")
                                .bytes())
                        .notes())
                .hasSize(1);
    }

    @Test
    void readsTheNameOfAColourProfile() {
        byte[] profile = profile("Display P3");
        ByteArrayOutputStream app2 = new ByteArrayOutputStream();
        app2.writeBytes("ICC_PROFILE\0\u0001\u0001".getBytes(StandardCharsets.US_ASCII));
        app2.writeBytes(profile);

        assertThat(Reading.of(JpegFile.of(8, 8)
                                .segment(0xe2, app2.toByteArray())
                                .bytes())
                        .facts()
                        .iccProfile())
                .isEqualTo("Display P3");
        assertThat(Reading.of(PngFile.of(8, 8)
                                .chunk("iCCP", "sRGB\0\0".getBytes(StandardCharsets.US_ASCII))
                                .bytes())
                        .facts()
                        .iccProfile())
                .isEqualTo("sRGB");
    }

    private static byte[] profile(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_16BE);
        return ByteBuffer.allocate(144 + 28 + text.length)
                .position(128)
                .putInt(1)
                .put("desc".getBytes(StandardCharsets.US_ASCII))
                .putInt(144)
                .putInt(28 + text.length)
                .put("mluc".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt(1)
                .putInt(12)
                .putInt(0x656e5553)
                .putInt(text.length)
                .putInt(28)
                .put(text)
                .array();
    }

    @Test
    void readsDatesPositionCameraItsSettingsAndOrientationOfExif() {
        for (ExifBlock block : new ExifBlock[] {ExifBlock.bigEndian(), ExifBlock.littleEndian()}) {
            block.text(0x010f, "Maker")
                    .text(0x0132, "2024:01:01 00:00:00")
                    .exifText(0x9003, "2021:02:03 04:05:06")
                    .exifText(0x9011, "+02:00")
                    .exifText(0xa434, "Glass 50")
                    .exifFraction(0x829a, 1, 125)
                    .exifFraction(0x829d, 28, 10)
                    .exifFraction(0x920a, 50, 0)
                    .orientation(6)
                    .position("N", 48, 51, 36, "W", 2, 18, 0);
            MediaFacts facts = Reading.of(JpegFile.of(8, 8).exif(block).bytes()).facts();

            assertThat(facts.orientation()).isEqualTo(Orientation.TURN_RIGHT);
            assertThat(facts.origin())
                    .isEqualTo(new Origin(
                            new CapturedAt(
                                    Instant.parse("2021-02-03T02:05:06Z"),
                                    true,
                                    CapturedAt.Source.EXIF,
                                    LocalDateTime.parse("2021-02-03T04:05:06")),
                            new Location(48.86, -2.3, null),
                            new Camera("Maker", null),
                            new Exposure("Glass 50", 0.008, 2.8, null, null)));
        }
    }

    @Test
    void readsTheTagsWindowsExplorerWrites() {
        ExifBlock block = ExifBlock.bigEndian().utf16(0x9c9e, "Hafen; Möwe;").text(0x8298, "© someone");

        Contents read = Reading.of(JpegFile.of(8, 8).exif(block).bytes());

        assertThat(read.texts())
                .contains(
                        new TextEntry("exif:XPKeywords", "XPKeywords", "Hafen; Möwe;"),
                        new TextEntry("exif:Copyright", "Copyright", "© someone"));
    }

    @Test
    void datesOfClocksThatWereNeverSetAreNone() {
        for (String date : new String[] {
            "0000:00:00 00:00:00",
            "1970:01:01 00:00:00",
            "1904:01:01 00:00:00",
            "2021:13:40 00:00:00",
            "    :  :     :  :  ",
            "x"
        }) {
            ExifBlock block = ExifBlock.bigEndian().exifText(0x9003, date);

            assertThat(Reading.of(JpegFile.of(8, 8).exif(block).bytes())
                            .facts()
                            .origin()
                            .capturedAt())
                    .isNull();
        }
    }

    @Test
    void aGeneratorsParametersAreNoCamera() {
        ExifBlock block =
                ExifBlock.bigEndian().text(0x010f, "workflow:{\"nodes\": []}").text(0x0110, "prompt:{}");

        assertThat(Reading.of(WebpFile.of(8, 8).exif(block.bytes()).bytes())
                        .facts()
                        .origin()
                        .camera())
                .isNull();
    }
}
