package dev.mediaingest.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.fixtures.AviFile;
import dev.mediaingest.fixtures.ExifBlock;
import dev.mediaingest.fixtures.IptcBlock;
import dev.mediaingest.fixtures.JpegFile;
import dev.mediaingest.fixtures.MatroskaFile;
import dev.mediaingest.fixtures.Mp4File;
import dev.mediaingest.fixtures.Packed;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.fixtures.XmpPacket;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.Location;
import dev.mediaingest.media.MediaType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that users of similar programs reported, each shown on a small file of our own, with a neighbour or two. */
class ReportedFaultsTest {
    private static final String INFOTEXT =
            "a lantern in fog\nSteps: 7, Sampler: Euler a, Seed: 777001, Model: lanternModel";
    private static final String GRAPH =
            "{\"3\": {\"class_type\": \"KSampler\", \"inputs\": {\"seed\": 998877, \"steps\": 23,"
                    + " \"cfg\": 7, \"sampler_name\": \"euler\", \"scheduler\": \"normal\", \"denoise\": 1, \"model\": [\"4\", 0],"
                    + " \"positive\": [\"6\", 0], \"negative\": [\"7\", 0], \"latent_image\": [\"5\", 0]}},"
                    + " \"4\": {\"class_type\": \"CheckpointLoaderSimple\", \"inputs\": {\"ckpt_name\": \"base.safetensors\"}},"
                    + " \"5\": {\"class_type\": \"EmptyLatentImage\", \"inputs\": {\"width\": 64, \"height\": 64, \"batch_size\": 1}},"
                    + " \"6\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": \"a boat\", \"clip\": [\"4\", 1]}},"
                    + " \"7\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": \"blurry\", \"clip\": [\"4\", 1]}}}";

    @TempDir
    Path folder;

    private final Analyser analyser = new Analyser();

    @ParameterizedTest
    @ValueSource(strings = {"COMMENT", "Comment", "comment"})
    void aMatroskaTagIsKnownByItsNameInAnyCase(String name) throws IOException {
        String tag = "{\"prompt\": " + quoted(GRAPH) + "}";

        Findings findings =
                findings("a.webm", MatroskaFile.webm(64, 48).tag(name, tag).bytes());

        assertThat(findings.generation().orElseThrow().seed()).isEqualTo("998877");
        assertThat(findings.generation().orElseThrow().prompt()).isEqualTo("a boat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROMPT", "Prompt", "prompt"})
    void soIsAPromptInATagOfItsOwn(String name) throws IOException {
        assertThat(seed(findings(
                        "a.mkv", MatroskaFile.mkv(64, 48).tag(name, GRAPH).bytes())))
                .isEqualTo("998877");
        assertThat(seed(findings("a.mp4", Mp4File.of(64, 48).keyed(name, GRAPH).bytes())))
                .isEqualTo("998877");
        assertThat(seed(findings(
                        "b.mp4", Mp4File.of(64, 48).freeform(name, GRAPH).bytes())))
                .isEqualTo("998877");
    }

    @Test
    void exifThatNeedsTwoSegmentsIsOneBlock() throws IOException {
        String long1 = "x".repeat(70_000);
        byte[] block = ExifBlock.bigEndian()
                .userComment(long1 + "\nSteps: 7, Sampler: Euler a, Seed: 606060", StandardCharsets.US_ASCII)
                .bytes();

        Analysis analysis =
                analyse("a.jpg", inSegments(JpegFile.of(8, 8), block, 65_000).bytes());

        assertThat(analysis).isInstanceOf(Analysis.Complete.class);
        Findings findings = analysis.catalogued().orElseThrow();
        assertThat(seed(findings)).isEqualTo("606060");
        assertThat(findings.notes()).isEmpty();
    }

    @Test
    void twoWholeExifBlocksAreReadEachForItself() throws IOException {
        byte[] jpeg = JpegFile.of(8, 8)
                .exif(ExifBlock.bigEndian().text(0x010f, "Maker"))
                .exif(ExifBlock.littleEndian().text(0x0110, "One"))
                .bytes();

        Findings findings = findings("a.jpg", jpeg);

        assertThat(findings.facts().origin().camera()).hasToString("Camera[make=Maker, model=One]");
        assertThat(findings.notes()).isEmpty();
    }

    private static JpegFile inSegments(JpegFile file, byte[] block, int length) {
        for (int at = 0; at < block.length; at += length) {
            byte[] part = Arrays.copyOfRange(block, at, Math.min(block.length, at + length));
            file.segment(0xe1, Packed.joined("Exif\0\0".getBytes(StandardCharsets.US_ASCII), part));
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "'2021:06:05 12:34:56', '   :  ', 2021-06-05T12:34:56Z, false",
                "'2021:06:05 12:34:56', '', 2021-06-05T12:34:56Z, false",
                "'2021:06:05 12:34:56', '+99:00', 2021-06-05T12:34:56Z, false",
                "'2021:06:05 12:34:56', 'Z', 2021-06-05T12:34:56Z, true",
                "'2021:06:05 12:34:56', '+0900', 2021-06-05T03:34:56Z, true",
                "'2021:06:05 12:34:56.123 ', '-03:30', 2021-06-05T16:04:56Z, true",
                "'2021:06:05   :  :  ', '+09:00', 2021-06-05T00:00:00Z, false",
                "'2021:06:05', '', 2021-06-05T00:00:00Z, false",
                "'2021:06:05 12:34:60', '', 2021-06-05T12:34:59Z, false"
            })
    void aDateIsNotLostForItsOffset(String date, String offset, String at, boolean zoned) throws IOException {
        ExifBlock block = ExifBlock.bigEndian().exifText(0x9003, date).exifText(0x9011, offset);

        CapturedAt captured = captured("a.jpg", JpegFile.of(8, 8).exif(block).bytes());

        assertThat(captured.at()).hasToString(at);
        assertThat(captured.zoned()).isEqualTo(zoned);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000:00:00 00:00:00",
                "    :  :     :  :  ",
                "2021:13:45 00:00:00",
                "1970:01:01 00:00:00",
                "unknown"
            })
    void aDateThatIsNoneLeavesRoomForTheNext(String none) throws IOException {
        ExifBlock changed = ExifBlock.bigEndian()
                .exifText(0x9003, none)
                .exifText(0x9004, none)
                .text(0x0132, "2020:02:03 04:05:06");
        ExifBlock digitized = ExifBlock.bigEndian()
                .exifText(0x9003, none)
                .exifText(0x9004, "2019:02:03 04:05:06")
                .text(0x0132, "2020:02:03 04:05:06");

        CapturedAt captured = captured("a.jpg", JpegFile.of(8, 8).exif(changed).bytes());

        assertThat(captured.at()).hasToString("2020-02-03T04:05:06Z");
        assertThat(captured.source()).isEqualTo(CapturedAt.Source.EXIF);
        assertThat(captured("a.jpg", JpegFile.of(8, 8).exif(digitized).bytes()).at())
                .hasToString("2019-02-03T04:05:06Z");
    }

    @ParameterizedTest
    @CsvSource({
        "'MON SEP 10 20:52:00 2012\n\0', 2012-09-10T20:52:00Z",
        "Mon Mar 10 15:04:43 2003, 2003-03-10T15:04:43Z",
        "Mon Mar  3 15:04:43 2003, 2003-03-03T15:04:43Z",
        "2001/ 1/27  1:42PM, 2001-01-27T13:42:00Z",
        "2005-11-28/ 09:19, 2005-11-28T09:19:00Z",
        "2005:08:17 11:42:43, 2005-08-17T11:42:43Z"
    })
    void camerasWriteTheDateOfAnAviInManyWays(String text, String at) throws IOException {
        assertThat(captured("a.avi", AviFile.of(64, 48).info("IDIT", text).bytes())
                        .at())
                .hasToString(at);
    }

    @Test
    void theDateOfAnMp4MayLieInItsUserData() throws IOException {
        byte[] bare = Packed.box("date", ascii("2015-03-25T11:46:00+0100"));
        byte[] full = Packed.box("date", new byte[4], ascii("2015-03-25T11:46:00"));

        CapturedAt captured = captured("a.mp4", Mp4File.of(64, 48).inMovie(bare).bytes());

        assertThat(captured.at()).hasToString("2015-03-25T10:46:00Z");
        assertThat(captured.clock()).hasToString("2015-03-25T11:46");
        assertThat(captured("a.mp4", Mp4File.of(64, 48).inMovie(full).bytes()).at())
                .hasToString("2015-03-25T11:46:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "'Wed, 30 Apr 2008 15:23:58 +0000', 2008-04-30T15:23:58Z, true",
        "'Wed, 30 Apr 2008 15:23:58 GMT', 2008-04-30T15:23:58Z, true",
        "'30 Apr 2008 15:23:58 +0200', 2008-04-30T13:23:58Z, true",
        "2008-04-30T15:23:58+02:00, 2008-04-30T13:23:58Z, true",
        "2008:04:30 15:23:58, 2008-04-30T15:23:58Z, false",
    })
    void thePngsOwnDateIsLookedAt(String text, String at, boolean zoned) throws IOException {
        CapturedAt captured =
                captured("a.png", PngFile.of(8, 8).text("Creation Time", text).bytes());

        assertThat(captured.at()).hasToString(at);
        assertThat(captured.zoned()).isEqualTo(zoned);
        assertThat(captured(
                        "a.png",
                        PngFile.of(8, 8)
                                .internationalText("Creation Time", text)
                                .bytes()))
                .isEqualTo(captured);
    }

    @Test
    void theCamerasOwnDateCountsBeforeAnOlderOneThatSomebodyWrote() throws IOException {
        ExifBlock camera = ExifBlock.bigEndian().exifText(0x9003, "2002:07:13 15:58:28");
        byte[] iptc = IptcBlock.empty().set(55, "20020620").photoshopBlock();
        String xmp = XmpPacket.empty()
                .attribute("xmp:CreateDate", "2001-01-01T10:00:00Z")
                .text();

        assertThat(captured(
                                "a.jpg",
                                JpegFile.of(8, 8)
                                        .exif(camera)
                                        .segment(0xed, iptc)
                                        .bytes())
                        .source())
                .isEqualTo(CapturedAt.Source.EXIF);
        assertThat(captured(
                                "a.png",
                                PngFile.of(8, 8)
                                        .internationalText("XML:com.adobe.xmp", xmp)
                                        .chunk("eXIf", camera.bytes())
                                        .bytes())
                        .at())
                .hasToString("2002-07-13T15:58:28Z");
    }

    @Test
    void aDateOfTheLastChangeIsNotTheCamerasOwn() throws IOException {
        ExifBlock changed = ExifBlock.bigEndian().text(0x0132, "2022:07:13 15:58:28");
        byte[] iptc = IptcBlock.empty().set(55, "20020620").photoshopBlock();

        assertThat(captured(
                                "a.jpg",
                                JpegFile.of(8, 8)
                                        .exif(changed)
                                        .segment(0xed, iptc)
                                        .bytes())
                        .at())
                .hasToString("2002-06-20T00:00:00Z");
    }

    @Test
    void theOffsetOfAnotherSourceCountsIfItsClockShowsTheSame() throws IOException {
        ExifBlock camera = ExifBlock.bigEndian().exifText(0x9003, "2021:06:05 00:30:00");
        String xmp = XmpPacket.empty()
                .attribute("exif:DateTimeOriginal", "2021-06-05T00:30:00+09:00")
                .text();

        CapturedAt captured = captured(
                "a.png",
                PngFile.of(8, 8)
                        .internationalText("XML:com.adobe.xmp", xmp)
                        .chunk("eXIf", camera.bytes())
                        .bytes());

        assertThat(captured.at()).hasToString("2021-06-04T15:30:00Z");
        assertThat(captured.clock()).hasToString("2021-06-05T00:30");
        assertThat(captured.source()).isEqualTo(CapturedAt.Source.EXIF);
    }

    @Test
    void theClockOfWhoFilmedCountsBeforeTheInstantOfTheHeader() throws IOException {
        byte[] mp4 = Mp4File.of(64, 48)
                .created(Instant.parse("2021-06-04T15:30:00Z"))
                .keyed("com.apple.quicktime.creationdate", "2021-06-05T00:30:00+0900")
                .bytes();

        assertThat(captured("a.mp4", mp4).clock()).hasToString("2021-06-05T00:30");
    }

    @Test
    void thePlaceOfAnMp4MayBe3Gpps() throws IOException {
        byte[] loci = loci(ascii("Paris\0"), 2.2945, 48.858, 35);
        byte[] wide = loci("\uFEFFParis\0".getBytes(StandardCharsets.UTF_16BE), 2.2945, 48.858, 0);

        assertThat(location("a.3gp", Mp4File.of(64, 48).inMovie(loci).bytes()))
                .isNotNull()
                .satisfies(place -> {
                    assertThat(place.latitude()).isCloseTo(48.858, within(1e-4));
                    assertThat(place.longitude()).isCloseTo(2.2945, within(1e-4));
                    assertThat(place.altitude()).isEqualTo(35);
                });
        assertThat(location("a.mp4", Mp4File.of(64, 48).inMovie(wide).bytes()))
                .isNotNull()
                .extracting(Location::altitude)
                .isNull();
        assertThat(location(
                        "a.mp4",
                        Mp4File.of(64, 48)
                                .inMovie(loci(ascii("\0"), 300, 48, 0))
                                .bytes()))
                .isNull();
    }

    private @Nullable Location location(String name, byte[] file) throws IOException {
        return findings(name, file).facts().origin().location();
    }

    private static byte[] loci(byte[] name, double longitude, double latitude, double altitude) {
        Packed data = Packed.bigEndian().u32(0).u16(0x15c7).raw(name).raw(new byte[1]);
        for (double coordinate : new double[] {longitude, latitude, altitude}) {
            data.u32(Math.round(coordinate * 65_536));
        }
        return Packed.box("loci", data.raw(ascii("earth\0\0")).bytes());
    }

    @ParameterizedTest
    @CsvSource({"0x4746, 3, 4, 4", "0x4746, 3, 0, 0", "0x4749, 3, 99, 5", "0x4749, 3, 50, 3", "0x4746, 4, 2, 2"})
    void ratingsOfWindowsAreSeen(String tag, int type, int number, int stars) throws IOException {
        byte[] exif = directory(entry(Integer.decode(tag), type, number));

        assertThat(findings("a.jpg", withExif(exif)).score().orElseThrow().value())
                .isEqualTo(stars);
    }

    @Test
    void starsCountBeforePerCentAndXmpBeforeBoth() throws IOException {
        byte[] exif = directory(entry(0x4746, 3, 4), entry(0x4749, 3, 25));
        String xmp = XmpPacket.empty().attribute("xmp:Rating", "1").text();

        assertThat(findings("a.jpg", withExif(exif)).score().orElseThrow().value())
                .isEqualTo(4);
        assertThat(findings(
                                "a.png",
                                PngFile.of(8, 8)
                                        .internationalText("XML:com.adobe.xmp", xmp)
                                        .chunk("eXIf", exif)
                                        .bytes())
                        .score()
                        .orElseThrow()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void ratingAndWordsOfWindowsAreSeenInAnMp4() throws IOException {
        byte[] rating = Packed.littleEndian().u32(75).u32(0).bytes();
        byte[] word = "Harbour\0".getBytes(StandardCharsets.UTF_16LE);
        byte[] xtra = Packed.box("Xtra", xtra("WM/SharedUserRating", 19, rating), xtra("WM/Category", 8, word));

        Findings findings = findings("a.mp4", Mp4File.of(64, 48).inMovie(xtra).bytes());

        assertThat(findings.score().orElseThrow().value()).isEqualTo(4);
        assertThat(findings.keywords()).extracting(Keyword::text).contains("harbour");
    }

    private static byte[] xtra(String name, int type, byte[] value) {
        byte[] data = Packed.bigEndian()
                .u32(name.length())
                .latin1(name)
                .u32(1)
                .u32(6 + value.length)
                .u16(type)
                .raw(value)
                .bytes();
        return Packed.bigEndian().u32(4 + data.length).raw(data).bytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 8, 9, 13})
    void aPointerOfAnyWholeNumberTypeLeadsOn(int type) throws IOException {
        byte[] date = Packed.joined(ascii("2008:05:08 09:54:28\0"));
        int exifAt = 8 + 2 + 12 + 4;
        byte[] exif = Packed.joined(
                directory(entry(0x8769, type, exifAt)),
                Packed.bigEndian()
                        .u16(1)
                        .u16(0x9003)
                        .u16(2)
                        .u32(20)
                        .u32(exifAt + 18)
                        .u32(0)
                        .raw(date)
                        .bytes());

        assertThat(captured("a.jpg", withExif(exif)).at()).hasToString("2008-05-08T09:54:28Z");
    }

    @Test
    void iptcInAPngNeedsNoWrapperAndMayHaveOne() throws IOException {
        IptcBlock iptc = IptcBlock.empty().set(25, "windmill").set(25, "canal");
        byte[] app13 = iptc.photoshopBlock();

        for (byte[] profile : new byte[][] {iptc.bytes(), app13, Arrays.copyOfRange(app13, 14, app13.length)}) {
            String text =
                    "\niptc\n      " + profile.length + "\n" + HexFormat.of().formatHex(profile) + "\n";

            assertThat(findings(
                                    "a.png",
                                    PngFile.of(8, 8)
                                            .compressedText("Raw profile type iptc", text)
                                            .bytes())
                            .keywords())
                    .extracting(Keyword::text)
                    .contains("windmill", "canal");
        }
    }

    @Test
    void textsOfWindowsOldCharacterSetAreReadAsSuch() throws IOException {
        byte[] iptc = Packed.joined(
                new byte[] {0x1c, 2, 25, 0, 14}, "Anna\u0092s d\u00e9j\u00e0 vu".getBytes(StandardCharsets.ISO_8859_1));
        byte[] block = Packed.joined(ascii("Photoshop 3.0\0" + "8BIM\4\4\0\0\0\0\0\23"), iptc, new byte[1]);
        Files.writeString(folder.resolve("a.txt"), "caf\u00e9 \u0093quoted\u0094", StandardCharsets.ISO_8859_1);

        Findings findings =
                findings("a.jpg", JpegFile.of(8, 8).segment(0xed, block).bytes());

        assertThat(findings.keywords()).extracting(Keyword::text).contains("anna’s déjà vu");
        assertThat(findings.caption()).contains("café “quoted”");
    }

    @Test
    void bytesBetweenSegmentsAreNoDamage() throws IOException {
        byte[] jpeg = JpegFile.of(8, 8).infotext(INFOTEXT).bytes();
        int behind = 4 + ByteBuffer.wrap(jpeg).getShort(4);
        byte[] stray =
                Packed.joined(Arrays.copyOf(jpeg, behind), new byte[5], Arrays.copyOfRange(jpeg, behind, jpeg.length));

        Analysis analysis = analyse("a.jpg", stray);

        assertThat(analysis).isInstanceOf(Analysis.Complete.class);
        assertThat(analysis.remark()).isEmpty();
        assertThat(seed(analysis.catalogued().orElseThrow())).isEqualTo("777001");
    }

    @Test
    void bytesBeforeAJpegsStartAreNoReasonToLeaveItOut() throws IOException {
        byte[] jpeg = JpegFile.of(8, 8).infotext(INFOTEXT).bytes();

        Findings findings = findings("a.jpg", Packed.joined(ascii("\r\nContent-Type: image/jpeg\r\n\r\n"), jpeg));

        assertThat(findings.facts().type()).isEqualTo(MediaType.JPEG);
        assertThat(seed(findings)).isEqualTo("777001");
        assertThat(analyse("a.jpg", Packed.joined(ascii("%PDF-1.4 "), jpeg))).isInstanceOf(Analysis.Unsupported.class);
        assertThat(analyse("a.jpg", Packed.joined(new byte[2_000], jpeg))).isInstanceOf(Analysis.Unsupported.class);
    }

    @ParameterizedTest
    @CsvSource({"DSC00001.HIF, heic", "a.avifs, avif", "a.MPO, jpeg", "a.3GP, mp4", "a.3g2, mp4", "a.heics, heic"})
    void extensionsCamerasAndPhonesUseAreKnown(String name, String type) {
        assertThat(MediaType.ofFileName(name).orElseThrow().label()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3gp7", "3gr6", "3g2b", "kddi", "iso8"})
    void brandsOfPhonesAreKnown(String brand) throws IOException {
        byte[] mp4 = Mp4File.of(64, 48).bytes();
        byte[] ftyp = Packed.box(
                "ftyp", Packed.bigEndian().latin1(brand).u32(0).latin1(brand).bytes());
        int old = ByteBuffer.wrap(mp4).getInt(0);

        Findings findings = findings("a.3gp", Packed.joined(ftyp, Arrays.copyOfRange(mp4, old, mp4.length)));

        assertThat(findings.facts().type()).isEqualTo(MediaType.MP4);
    }

    @ParameterizedTest
    @CsvSource({"one.png, one.png.XMP", "one.png, one.XMP", "ONE.PNG, ONE.XMP", "one.png, one.png.xmp"})
    void aSidecarInCapitalsIsFound(String name, String sidecar) throws IOException {
        Files.writeString(
                folder.resolve(sidecar),
                XmpPacket.empty().attribute("xmp:Rating", "4").text());

        assertThat(findings(name, PngFile.of(8, 8).bytes())
                        .score()
                        .orElseThrow()
                        .value())
                .isEqualTo(4);
    }

    @Test
    void soIsACompanionInCapitals() throws IOException {
        Files.writeString(folder.resolve("ONE.TXT"), INFOTEXT);

        assertThat(seed(findings("ONE.PNG", PngFile.of(8, 8).bytes()))).isEqualTo("777001");
    }

    @Test
    void aPersonsOwnWordCountsBeforeTheSameOneThatWeDerive() throws IOException {
        String xmp = XmpPacket.empty()
                .element("dc:subject", "<rdf:Bag><rdf:li>Landscape</rdf:li></rdf:Bag>")
                .text();

        Findings findings = findings(
                "a.png",
                PngFile.of(16, 8).internationalText("XML:com.adobe.xmp", xmp).bytes());

        assertThat(findings.keywords()).contains(new Keyword("landscape", Keyword.Type.AUTO, 1, "xmp"));
        assertThat(findings.keywords()).extracting(Keyword::text).containsOnlyOnce("landscape");
    }

    private static byte[] withExif(byte[] exif) {
        return JpegFile.of(8, 8)
                .segment(0xe1, Packed.joined(ascii("Exif\0\0"), exif))
                .bytes();
    }

    private static byte[] directory(byte[]... entries) {
        return Packed.bigEndian()
                .latin1("MM\0*")
                .u32(8)
                .u16(entries.length)
                .raw(Packed.joined(entries))
                .u32(0)
                .bytes();
    }

    /** An entry with one whole number of a type. */
    private static byte[] entry(int tag, int type, int number) {
        Packed entry = Packed.bigEndian().u16(tag).u16(type).u32(1);
        return type == 3 || type == 8
                ? entry.u16(number).u16(0).bytes()
                : entry.u32(number).bytes();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String quoted(String json) {
        return "\"" + json.replace("\"", "\\\"") + "\"";
    }

    private static @Nullable String seed(Findings findings) {
        return findings.generation().orElseThrow().seed();
    }

    private CapturedAt captured(String name, byte[] file) throws IOException {
        CapturedAt captured = findings(name, file).facts().origin().capturedAt();
        assertThat(captured)
                .as("a date of " + findings(name, file).texts()
                        + findings(name, file).notes().stream()
                                .map(Failure::sentence)
                                .toList())
                .isNotNull();
        return Objects.requireNonNull(captured);
    }

    private Findings findings(String name, byte[] file) throws IOException {
        return analyse(name, file).catalogued().orElseThrow();
    }

    private Analysis analyse(String name, byte[] file) throws IOException {
        return analyser.analyse(FileBytes.of(file), folder.resolve(name), AnalysisOptions.everything());
    }
}
