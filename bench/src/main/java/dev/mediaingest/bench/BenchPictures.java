package dev.mediaingest.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** PNG pictures with generation parameters, all different and the same at every run. */
final class BenchPictures {
    private static final int SIDE = 64;
    private static final int LARGE_SIDE = 1_024;
    /** As Pillow writes it, and so most generators. */
    private static final int PIXELS_A_CHUNK = 65_536;

    private static final int NOISE = 7;
    private static final int FILES_A_FOLDER = 1_000;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final String[] WORDS = {
        "castle",
        "harbour",
        "portrait",
        "fox",
        "lighthouse",
        "forest",
        "robot",
        "teapot",
        "mountain",
        "violin",
        "masterpiece",
        "best quality",
        "detailed",
        "soft light",
        "oil painting",
        "wide shot",
        "bokeh",
        "sunset",
        "snow",
        "rain",
        "reflection",
        "smile"
    };

    private BenchPictures() {}

    static void write(Path folder, int files) throws IOException {
        for (int number = 0; number < files; number++) {
            Path directory = folder.resolve(String.format("%04d", number / FILES_A_FOLDER));
            Files.createDirectories(directory);
            Files.write(directory.resolve(String.format("%08d.png", number)), png(number));
        }
    }

    /** More names for the files of a folder, until there are so many: cheap, and each is a file to a session. */
    static void link(Path originals, Path folder, int files) throws IOException {
        List<Path> targets;
        try (Stream<Path> list = Files.list(originals)) {
            targets = list.sorted().toList();
        }
        for (int number = 0; number < files; number++) {
            Path directory = folder.resolve(String.format("%04d", number / FILES_A_FOLDER));
            Files.createDirectories(directory);
            Files.createLink(
                    directory.resolve(String.format("%08d.png", number)), targets.get(number % targets.size()));
        }
    }

    /** Pictures of 1024x1024 and a good megabyte; only their texts differ. */
    static void writeLarge(Path folder, int files) throws IOException {
        byte[] pixels = deflate(noise());
        for (int number = 0; number < files; number++) {
            byte[] picture = png(LARGE_SIDE, infotext(number, LARGE_SIDE, new Random(number)), pixels);
            Files.write(folder.resolve(String.format("%08d.png", number)), picture);
        }
    }

    /** One picture of 1024x1024 and a good megabyte. */
    static byte[] large(int number) throws IOException {
        return png(LARGE_SIDE, infotext(number, LARGE_SIDE, new Random(number)), deflate(noise()));
    }

    /** A tEXt chunk, whole. */
    static byte[] textChunk(String keyword, byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(keyword.getBytes(StandardCharsets.US_ASCII));
        data.write(0);
        data.write(text);
        chunk(new DataOutputStream(bytes), "tEXt", data.toByteArray());
        return bytes.toByteArray();
    }

    /** A few bits of noise in every channel, as a photograph has them, make a picture about a third of its pixels. */
    private static byte[] noise() {
        Random random = new Random(LARGE_SIDE);
        byte[] rows = new byte[LARGE_SIDE * (1 + 3 * LARGE_SIDE)];
        for (int at = 0; at < rows.length; at++) {
            rows[at] = (byte) (at % (1 + 3 * LARGE_SIDE) == 0 ? 0 : 128 + random.nextInt(NOISE));
        }
        return rows;
    }

    static byte[] png(int number) throws IOException {
        Random random = new Random(number);
        String infotext = infotext(number, SIDE, random);
        return png(SIDE, infotext, deflate(pixels(random)));
    }

    private static byte[] png(int side, String infotext, byte[] pixels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(SIGNATURE);
        byte high = (byte) (side >>> 8);
        byte low = (byte) side;
        chunk(out, "IHDR", new byte[] {0, 0, high, low, 0, 0, high, low, 8, 2, 0, 0, 0});
        chunk(out, "tEXt", ("parameters\0" + infotext).getBytes(StandardCharsets.ISO_8859_1));
        for (int from = 0; from < pixels.length; from += PIXELS_A_CHUNK) {
            chunk(out, "IDAT", Arrays.copyOfRange(pixels, from, Math.min(pixels.length, from + PIXELS_A_CHUNK)));
        }
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static String infotext(int number, int side, Random random) {
        StringBuilder prompt = new StringBuilder("picture " + number);
        for (int word = 0; word < 14; word++) {
            prompt.append(", ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return prompt
                + "\nNegative prompt: blurry, lowres, watermark, text\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: "
                + random.nextInt(1 << 30) + ", Size: " + side + "x" + side
                + ", Model hash: 6ce0161689, Model: bench, Version: v1.10.1";
    }

    /** Rows of filter byte 0 and RGB: two colours in a diagonal gradient. */
    private static byte[] pixels(Random random) {
        int from = random.nextInt(1 << 24);
        int to = random.nextInt(1 << 24);
        byte[] rows = new byte[SIDE * (1 + 3 * SIDE)];
        int at = 0;
        for (int y = 0; y < SIDE; y++) {
            at++;
            for (int x = 0; x < SIDE; x++) {
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int a = from >> shift & 0xff;
                    int b = to >> shift & 0xff;
                    rows[at++] = (byte) (a + (b - a) * (x + y) / (2 * SIDE));
                }
            }
        }
        return rows;
    }

    private static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setInput(data);
        deflater.finish();
        byte[] buffer = new byte[data.length + 64];
        int length = deflater.deflate(buffer);
        deflater.end();
        return Arrays.copyOf(buffer, length);
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
