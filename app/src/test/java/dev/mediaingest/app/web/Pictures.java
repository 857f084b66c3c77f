package dev.mediaingest.app.web;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Makes small media files: real PNGs, each different, with the parameters an AI tool would write. */
final class Pictures {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Pictures() {}

    static Path folderOfPngs(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        for (int i = 1; i <= count; i++) {
            Files.write(folder.resolve(String.format("picture-%05d.png", i)), png(i));
        }
        return folder;
    }

    static void broken(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "this is no picture at all");
    }

    static byte[] png(int number) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(SIGNATURE);
        chunk(out, "IHDR", new byte[] {0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0});
        chunk(
                out,
                "tEXt",
                text(
                        "parameters",
                        "a lighthouse, (storm:1.2), number " + number
                                + "\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: "
                                + number
                                + ", Size: 8x8, Model: test"));
        chunk(out, "IDAT", pixels(number));
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static byte[] text(String key, String value) {
        return (key + "\0" + value).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] pixels(int number) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            for (int row = 0; row < 8; row++) {
                deflater.write(0);
                for (int sample = 0; sample < 24; sample++) {
                    deflater.write(number * 31 + row * sample);
                }
            }
        }
        return bytes.toByteArray();
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
