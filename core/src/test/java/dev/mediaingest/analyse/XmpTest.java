package dev.mediaingest.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.fixtures.XmpPacket;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.Location;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.TextEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmpTest {
    @TempDir
    Path folder;

    @Test
    void readsKeywordsDateOrientationAndToolOfAnEmbeddedPacket() throws IOException {
        Findings findings = embedded(XmpPacket.empty()
                .bag("dc:subject", "Harbour", "Fog &amp; sea")
                .bag("lr:hierarchicalSubject", "Places|Europe|Harbour")
                .attribute("xmp:CreateDate", "2023-04-05T06:07:08.123+02:00")
                .attribute("tiff:Orientation", "8")
                .element("xmp:CreatorTool", "Draw Things")
                .element("exif:UserComment", "<rdf:Alt><rdf:li xml:lang=\"x-default\">{\"c\": 1}</rdf:li></rdf:Alt>"));

        assertThat(findings.keywords())
                .filteredOn(keyword -> keyword.source().equals("xmp"))
                .extracting(Keyword::text)
                .containsExactly("harbour", "fog & sea", "places", "europe");
        assertThat(findings.facts().orientation()).isEqualTo(Orientation.TURN_LEFT);
        assertThat(findings.facts().origin().capturedAt())
                .isEqualTo(new CapturedAt(
                        Instant.parse("2023-04-05T04:07:08Z"),
                        true,
                        CapturedAt.Source.XMP,
                        LocalDateTime.parse("2023-04-05T06:07:08")));
        assertThat(findings.texts())
                .contains(
                        new TextEntry("xmp:CreatorTool", "CreatorTool", "Draw Things"),
                        new TextEntry("exif:UserComment", "UserComment", "{\"c\": 1}"));
    }

    @ParameterizedTest
    @CsvSource({"-1, -1", "0, 0", "3, 3", "5, 5", "5.0, 5"})
    void readsARating(String text, int stars) throws IOException {
        assertThat(embedded(XmpPacket.empty().attribute("xmp:Rating", text)).score())
                .contains(new Score(stars, "xmp"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "25, 2", "50, 3", "75, 4", "99, 5"})
    void readsAMicrosoftRating(String text, int stars) throws IOException {
        assertThat(embedded(XmpPacket.empty().element("MicrosoftPhoto:Rating", text))
                        .score())
                .contains(new Score(stars, "microsoft-photo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "-2", "x", "", "99999999999", "3.5"})
    void aRatingThatIsNoneIsIgnored(String text) throws IOException {
        assertThat(embedded(XmpPacket.empty().attribute("xmp:Rating", text)).score())
                .isEmpty();
    }

    @Test
    void theNearerToAPersonTheRatingTheMoreItCounts() throws IOException {
        PngFile file = PngFile.of(8, 8).text("aesthetic_score", "1");
        assertThat(findings(file).score()).contains(new Score(1, "png"));

        file.internationalText(
                "XML:com.adobe.xmp",
                XmpPacket.empty().attribute("MicrosoftPhoto:Rating", "25").text());
        assertThat(findings(file).score()).contains(new Score(2, "microsoft-photo"));

        file.internationalText(
                "XML:com.adobe.xmp",
                XmpPacket.empty().attribute("xmp:Rating", "3").text());
        assertThat(findings(file).score()).contains(new Score(3, "xmp"));

        Files.writeString(
                folder.resolve("a.xmp"),
                XmpPacket.empty().attribute("xmp:Rating", "4").text());
        assertThat(findings(file).score()).contains(new Score(4, "xmp-sidecar"));

        Files.writeString(
                folder.resolve("a.png.xmp"),
                XmpPacket.empty().attribute("xmp:Rating", "2").text());
        assertThat(findings(file).score()).contains(new Score(2, "xmp-sidecar"));

        Files.createDirectory(folder.resolve(".scores"));
        Files.writeString(folder.resolve(".scores/a.png.json"), "{\"score\": 5}");
        assertThat(findings(file).score()).contains(new Score(5, "sidecar"));
    }

    @Test
    void sidecarAddsKeywordsAndDate() throws IOException {
        Files.writeString(
                folder.resolve("a.png.xmp"),
                XmpPacket.empty()
                        .bag("dc:subject", "owl")
                        .attribute("photoshop:DateCreated", "2019-08-07")
                        .text());
        Findings findings = findings(PngFile.of(8, 8));

        assertThat(findings.keywords()).contains(new Keyword("owl", Keyword.Type.AUTO, 1, "xmp"));
        assertThat(findings.facts().origin().capturedAt())
                .isEqualTo(new CapturedAt(Instant.parse("2019-08-07T00:00:00Z"), false, CapturedAt.Source.XMP));
    }

    @Test
    void readsThePlaceAndItsNames() throws IOException {
        Findings findings = embedded(XmpPacket.empty()
                .attribute("exif:GPSLatitude", "48,51.516N")
                .attribute("exif:GPSLongitude", "2,17,42.5W")
                .attribute("photoshop:City", "Paris")
                .attribute("photoshop:Country", "France"));

        assertThat(findings.facts().origin().location()).isEqualTo(new Location(48.8586, -2.2951389, null));
        assertThat(findings.keywords()).extracting(Keyword::text).contains("paris", "france");
    }

    @ParameterizedTest
    @ValueSource(strings = {"48.85N", "48,51.5E", "148,51.5N", "48,51.5", ",N", "1,2,3,4N"})
    void aPlaceThatIsNoneIsIgnored(String latitude) throws IOException {
        Findings findings = embedded(
                XmpPacket.empty().attribute("exif:GPSLatitude", latitude).attribute("exif:GPSLongitude", "2,17,42.5W"));

        assertThat(findings.facts().origin().location()).isNull();
    }

    @Test
    void linkedOrHugeSidecarIsANote() throws IOException {
        Path elsewhere = Files.writeString(
                folder.resolve("elsewhere"),
                XmpPacket.empty().attribute("xmp:Rating", "5").text());
        Files.createSymbolicLink(folder.resolve("a.xmp"), elsewhere);
        assertThat(findings(PngFile.of(8, 8)).notes())
                .extracting(Failure::code)
                .containsExactly(FailureCode.OUTSIDE_ROOTS);
        assertThat(findings(PngFile.of(8, 8)).score()).isEmpty();

        Files.delete(folder.resolve("a.xmp"));
        Files.write(folder.resolve("a.xmp"), new byte[2 << 20]);
        assertThat(findings(PngFile.of(8, 8)).notes())
                .extracting(Failure::code)
                .containsExactly(FailureCode.OVER_LIMIT);
    }

    @Test
    void entitiesAreRefused() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "swordfish");
        String laughs = "<!DOCTYPE x [<!ENTITY a \"" + "ha".repeat(500) + "\">" + "<!ENTITY b \"" + "&a;".repeat(500)
                + "\"><!ENTITY c \"" + "&b;".repeat(500) + "\">]>";
        String external = "<!DOCTYPE x [<!ENTITY c SYSTEM \"" + secret.toUri() + "\">]>";
        for (String prologue : List.of(laughs, external)) {
            String packet = prologue
                    + XmpPacket.empty()
                            .bag("dc:subject", "&c;")
                            .text()
                            .substring(XmpPacket.empty().text().indexOf("<x:"));
            List<Failure> notes = new ArrayList<>();
            XmpProperties properties = new XmpProperties();
            bounded(() -> XmpReader.read(packet, properties, notes));

            assertThat(properties.keywords()).isEmpty();
            assertThat(notes).extracting(Failure::code).containsExactly(FailureCode.DAMAGED);
        }
    }

    @Test
    void nestedOrEndlessXmlEnds() {
        String deep = XmpPacket.empty().raw("<a>".repeat(1_000_000)).text();
        String wide = XmpPacket.empty()
                .bag("dc:subject", "x".repeat(10).repeat(300_000))
                .text();
        String many = XmpPacket.empty()
                .raw("<dc:subject>" + "<rdf:li>w</rdf:li>".repeat(200_000) + "</dc:subject>")
                .text();
        String attributes = "<x:x xmlns:x='y'" + " a='b'".repeat(500_000) + "/>";
        for (String packet : List.of(deep, wide, many, attributes, "<", "<?xpacket", "</a>", "\0<a/>")) {
            bounded(() -> XmpReader.read(packet, new XmpProperties(), new ArrayList<>()));
        }
    }

    @Test
    void mutatedPacketsGiveAValue() {
        String packet = XmpPacket.empty()
                .bag("dc:subject", "a", "b")
                .attribute("xmp:Rating", "3")
                .text();
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("XmpTest: -Dseed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder mutated = new StringBuilder(packet);
            for (int j = 0; j < 1 + random.nextInt(6); j++) {
                mutated.setCharAt(random.nextInt(packet.length()), (char) random.nextInt(128));
            }
            XmpReader.read(mutated.toString(), new XmpProperties(), new ArrayList<>());
        }
        for (int length = 0; length < packet.length(); length++) {
            XmpReader.read(packet.substring(0, length), new XmpProperties(), new ArrayList<>());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ponyDiffusionV6XL.safetensors, pony",
        "waiNSFWIllustrious_v140, illustrious",
        "flux1-dev-fp8, flux",
        "sd_xl_base_1.0, stable_diffusion_xl",
        "juggernautXL_v9, stable_diffusion_xl",
        "v1-5-pruned-emaonly, stable_diffusion_1_5",
        "sd3.5_large, stable_diffusion_3",
        "canyon_v1, "
    })
    void tellsAModelsFamily(String name, String family) {
        assertThat(ModelFamilies.of(name).orElse(null)).isEqualTo(family);
    }

    private static void bounded(Runnable reading) {
        long start = System.nanoTime();
        reading.run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    private Findings embedded(XmpPacket packet) throws IOException {
        return findings(PngFile.of(8, 8).internationalText("XML:com.adobe.xmp", packet.text()));
    }

    private Findings findings(PngFile file) throws IOException {
        return new Analyser()
                .analyse(FileBytes.of(file.bytes()), folder.resolve("a.png"), AnalysisOptions.everything())
                .catalogued()
                .orElseThrow();
    }
}
