package dev.mediaingest.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.generation.ToolTexts;
import dev.mediaingest.fixtures.Budget;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.fixtures.TextMutations;
import dev.mediaingest.fixtures.XmpPacket;
import dev.mediaingest.media.TextEntry;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts made to hurt whoever reads them, in otherwise good files: each file ends soon, in little memory, as a value. */
class HostileTextsTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 2_000);
    private static final String XMP = "XML:com.adobe.xmp";
    private static final String[] KEYS = {"parameters", "prompt", "workflow", "invokeai_metadata"};

    private final Analyser analyser = new Analyser();

    static Stream<Arguments> texts() {
        List<Arguments> files = new ArrayList<>();
        deepAndLong().forEach((name, text) -> {
            for (String key : KEYS) {
                files.add(Arguments.of(name + " as " + key, texts(Map.of(key, text))));
            }
        });
        files.add(Arguments.of("graph in a circle", texts(Map.of("prompt", circle()))));
        files.add(Arguments.of("graph that doubles 60 times", texts(Map.of("prompt", doubling()))));
        files.add(Arguments.of("entities of entities", texts(Map.of(XMP, laughs()))));
        files.add(Arguments.of("parameter entities", texts(Map.of(XMP, parameterEntities()))));
        files.add(Arguments.of("packet of attributes", texts(Map.of(XMP, attributes(300_000)))));
        files.add(Arguments.of("packet of 9,000 attributes", texts(Map.of(XMP, attributes(9_000)))));
        files.add(Arguments.of("packet of a million items", texts(Map.of(XMP, items()))));
        files.add(Arguments.of("packet of 100,000 levels", texts(Map.of(XMP, "<a>".repeat(100_000)))));
        files.add(Arguments.of("packet that is one name", texts(Map.of(XMP, "<" + "a".repeat(3_000_000)))));
        files.add(Arguments.of("texts that inflate to 128 MB each", bombs("zTXt", "parameters\0\0", 20)));
        files.add(Arguments.of("more texts that inflate", bombs("iTXt", "prompt\0\1\0\0\0", 20)));
        files.add(Arguments.of("profile that inflates", bombs("iCCP", "profile\0\0", 1)));
        files.add(Arguments.of(
                "chunk of 2 GB", PngFile.of(8, 8).rawChunk(claim(0x7fffffff)).bytes()));
        files.add(Arguments.of(
                "chunk of 4 GB", PngFile.of(8, 8).rawChunk(claim(-1)).bytes()));
        files.add(Arguments.of("as many texts as are kept", manyTexts()));
        return files.stream();
    }

    private static Map<String, String> deepAndLong() {
        return Map.ofEntries(
                Map.entry("objects of 100,000 levels", "{\"a\":".repeat(100_000)),
                Map.entry("arrays of 100,000 levels", "{\"nodes\": " + "[".repeat(100_000)),
                Map.entry("exponent of a billion", graph("1e999999999")),
                Map.entry("exponent of minus a billion", graph("1e-999999999")),
                Map.entry("a million digits", graph("1".repeat(1_000_000))),
                Map.entry("a million digits of a fraction", graph("0." + "1".repeat(1_000_000))),
                Map.entry("a million digits in words", "x\nSteps: " + "1".repeat(1_000_000) + ", Seed: 1e999999999"),
                Map.entry("a million round brackets", "(".repeat(1_000_000)),
                Map.entry("a million brackets and their ends", "(".repeat(500_000) + ")".repeat(500_000)),
                Map.entry("a million square brackets", "[".repeat(1_000_000) + "\nSteps: 20, Sampler: a, Seed: 1"),
                Map.entry("a million brackets mixed", "([{<".repeat(250_000) + "\nSteps: 20, Sampler: a, Seed: 1"),
                Map.entry("a million weights", "(a:1.1)".repeat(150_000) + "\nSteps: 20, Sampler: a, Seed: 1"),
                Map.entry("a million tags", "<lora:a:1>".repeat(100_000) + "\nSteps: 20, Sampler: a, Seed: 1"),
                Map.entry("a million terms", "a,".repeat(500_000) + "\nSteps: 20, Sampler: a, Seed: 1"),
                Map.entry("a million fields", "x\nSteps: 20, Sampler: a, " + "Seed: 1, ".repeat(110_000)),
                Map.entry("a million quotes", "x\nSteps: 20, Sampler: " + "\"\\".repeat(500_000)),
                Map.entry("a million numbers", "{\"nodes\": [" + "1,".repeat(500_000) + "1]}"),
                Map.entry("names that collide", "{\"nodes\": [], " + colliding() + "\"a\": 1}"),
                Map.entry("a million lines", "x\n".repeat(500_000) + "Steps: 20, Sampler: a, Seed: 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void endsSoonAndInLittleMemory(String name, byte[] file) throws Exception {
        analyse(file);

        assertThat(Budget.within(name, () -> analyse(file)).catalogued()).isPresent();
    }

    @Test
    void anyMutationOfAToolsTextsGivesAValueWithinBounds() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Map<String, List<TextEntry>> tools = ToolTexts.all();
        List<String> donors = tools.values().stream()
                .flatMap(List::stream)
                .map(TextEntry::value)
                .toList();
        TextMutations mutations = new TextMutations(seed, donors);
        List<List<TextEntry>> files = new ArrayList<>(tools.values());
        files.add(List.of(new TextEntry("png:iTXt", XMP, packet())));
        for (int i = 0; i < MUTATIONS; i++) {
            PngFile png = PngFile.of(8, 8);
            for (TextEntry text : files.get(i % files.size())) {
                png.internationalText(text.key(), mutations.of(text.value()));
            }
            byte[] file = png.bytes();
            String what = "mutation " + i + ", -Dseed=" + seed;
            assertThat(Budget.within(what, () -> analyse(file)).catalogued()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x SYSTEM \"%s\"><x/>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"%s\">]><x>&e;</x>",
                "<!DOCTYPE x [<!ENTITY %% e SYSTEM \"%s\"> %%e;]><x/>",
                "<x xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a %s\"/>",
                "<?xml-stylesheet href=\"%s\"?><x/>",
                "<x xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"%s\"/></x>"
            })
    void nothingAPacketNamesIsFetched(String packet, @TempDir Path folder) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/secret";
            analyse(texts(Map.of(XMP, packet.formatted(address))));
        } finally {
            server.stop(0);
        }
        Path secret = Files.writeString(folder.resolve("secret"), "keep this");
        Analysis analysis = analyse(texts(Map.of(XMP, packet.formatted(secret.toUri()))));

        assertThat(requests).hasValue(0);
        assertThat(analysis.toString()).doesNotContain("keep this");
    }

    private Analysis analyse(byte[] file) throws Exception {
        return analyser.analyse(FileBytes.of(file), Path.of("hostile.png"), AnalysisOptions.everything());
    }

    private static byte[] texts(Map<String, String> texts) {
        PngFile file = PngFile.of(8, 8);
        texts.forEach(file::internationalText);
        return file.bytes();
    }

    private static String graph(String number) {
        return """
                {"4": {"class_type": "KSampler", "inputs": {"seed": NUMBER, "steps": NUMBER, "cfg": NUMBER, "denoise": "NUMBER"}},
                 "seed": NUMBER, "steps": NUMBER, "cfg_scale": "NUMBER", "width": NUMBER, "prompt": "a", "app_version": "5"}""".replace("NUMBER", number);
    }

    private static String circle() {
        return """
                {"3": {"class_type": "KSampler", "inputs": {"seed": ["3", 0], "positive": ["6", 0], "negative": ["3", 0],
                   "model": ["4", 0], "latent_image": ["3", 0]}},
                 "4": {"class_type": "LoraLoader", "inputs": {"model": ["5", 0], "lora_name": ["4", 0]}},
                 "5": {"class_type": "LoraLoader", "inputs": {"model": ["4", 0], "lora_name": "a"}},
                 "6": {"class_type": "ConditioningCombine", "inputs": {"conditioning_1": ["7", 0], "conditioning_2": ["6", 0]}},
                 "7": {"class_type": "CLIPTextEncode", "inputs": {"text": ["8", 0], "clip": ["7", 0]}},
                 "8": {"class_type": "StringConcatenate", "inputs": {"string_a": ["8", 0], "string_b": ["7", 0]}}}""";
    }

    private static String doubling() {
        String doubles = IntStream.range(0, 60)
                .mapToObj(i -> """
                        "c%d": {"class_type": "ConditioningCombine", "inputs": {"conditioning_1": ["c%d", 0], "conditioning_2": ["c%d", 0]}},
                        "t%d": {"class_type": "StringConcatenate", "inputs": {"string_a": ["t%d", 0], "string_b": ["t%d", 0]}},
                        "m%d": {"class_type": "ModelMergeSimple", "inputs": {"model1": ["m%d", 0], "model2": ["m%d", 0]}},
                        "l%d": {"class_type": "LatentBlend", "inputs": {"samples1": ["l%d", 0], "samples2": ["l%d", 0]}},
                        """.formatted(i, i + 1, i + 1, i, i + 1, i + 1, i, i + 1, i + 1, i, i + 1, i + 1))
                .collect(Collectors.joining());
        return "{" + doubles + """
                "c60": {"class_type": "CLIPTextEncode", "inputs": {"text": ["t0", 0]}},
                "t60": {"class_type": "PrimitiveString", "inputs": {"value": "word"}},
                "m60": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "a"}},
                "l60": {"class_type": "EmptyLatentImage", "inputs": {"width": 8, "height": 8}},
                "s": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "positive": ["c0", 0],
                  "negative": ["c0", 0], "model": ["m0", 0], "latent_image": ["l0", 0]}}}""";
    }

    /** Strings of one hash code: 2^14 of them. */
    private static String colliding() {
        return IntStream.range(0, 1 << 14)
                .mapToObj(i -> IntStream.range(0, 14)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\": 1, ")))
                .collect(Collectors.joining());
    }

    private static String laughs() {
        String entities = IntStream.range(1, 12)
                .mapToObj(i -> "<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(10)))
                .collect(Collectors.joining("\n"));
        return "<!DOCTYPE x [<!ENTITY a0 \"ha\">" + entities
                + "]><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">&a11;</x:xmpmeta>";
    }

    private static String parameterEntities() {
        return "<!DOCTYPE x [<!ENTITY % a \"" + "b".repeat(1_000_000) + "\">" + "%a;".repeat(1_000) + "]><x/>";
    }

    private static String attributes(int count) {
        XmpPacket packet = XmpPacket.empty();
        for (int i = 0; i < count; i++) {
            packet.attribute("dc:" + Integer.toString(i, 36).replaceFirst("^", "a"), "");
        }
        return packet.text();
    }

    private static String items() {
        return XmpPacket.empty()
                .raw("<dc:subject><rdf:Bag>" + "<rdf:li/>".repeat(440_000) + "</rdf:Bag></dc:subject>")
                .text();
    }

    private static String packet() {
        return XmpPacket.empty()
                .attribute("xmp:Rating", "3")
                .attribute("xmp:CreateDate", "2021-02-03T04:05:06")
                .bag("dc:subject", "a", "b")
                .element("exif:UserComment", "a cat, Steps: 20")
                .text();
    }

    private static byte[] bombs(String type, String head, int count) {
        byte[] bomb = deflated(1 << 27);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        data.writeBytes(bomb);
        byte[] chunk = PngFile.chunkBytes(type, data.toByteArray());
        PngFile file = PngFile.of(8, 8);
        for (int i = 0; i < count; i++) {
            file.rawChunk(chunk);
        }
        return file.bytes();
    }

    private static byte[] deflated(int length) {
        Deflater deflater = new Deflater();
        byte[] zeros = new byte[1 << 20];
        byte[] buffer = new byte[1 << 16];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int done = 0; done < length; done += zeros.length) {
            deflater.setInput(zeros);
            for (int count = 1; count > 0; ) {
                count = deflater.deflate(buffer);
                out.write(buffer, 0, count);
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] claim(int length) {
        byte[] chunk = PngFile.chunkBytes("tEXt", new byte[100]);
        for (int i = 0; i < 4; i++) {
            chunk[i] = (byte) (length >>> (24 - 8 * i));
        }
        return chunk;
    }

    private static byte[] manyTexts() {
        PngFile file = PngFile.of(8, 8);
        for (int i = 0; i < 20_000; i++) {
            file.text("prompt", "{\"a\": 1}");
        }
        return file.bytes();
    }
}
