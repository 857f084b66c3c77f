package dev.mediaingest.engines.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.engines.Fixtures;
import dev.mediaingest.engines.image.BmpDecoder;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import dev.mediaingest.pixels.decode.PixelSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that are larger than the memory a decoder may take, that pack well, or that are rotten. */
class LargePicturesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aBmpOfAnySizeIsDecodedARowAtATime() throws Exception {
        int side = (int) Math.sqrt(Runtime.getRuntime().maxMemory() / 2.0) / 4 * 4;
        Path file = sparse("large.bmp", bmpHeader(side, side), 54 + 3L * side * side);

        assertThat(rows(new BmpDecoder(), file, new Dimensions(side, side))).isEqualTo(side);
    }

    @Test
    void aTiffOfOneStripOfAnySizeLikewise() throws Exception {
        int side = (int) Math.sqrt(Runtime.getRuntime().maxMemory() / 2.0) / 4 * 4;
        Path file = sparse("large.tif", tiff(side, side, 1, 3L * side * side, new byte[0]), 3L * side * side + 500);

        assertThat(rows(new TiffDecoder(), file, new Dimensions(side, side))).isEqualTo(side);
    }

    private static int rows(Decoder decoder, Path file, Dimensions size) throws DecodeFailure, IOException {
        int[] rows = new int[1];
        decoder.decode(file, DecodeOptions.exact(size.pixels()), new PixelSink() {
            @Override
            public void begin(Dimensions begun) {
                assertThat(begun).isEqualTo(size);
            }

            @Override
            public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
                rows[0]++;
            }
        });
        return rows[0];
    }

    @Test
    void aSoundTiffThatPacksAThousandfoldIsNotDamaged() throws Exception {
        byte[] packed = deflated(new byte[1_800 * 1_200 * 3]);
        Path file = Files.write(folder.resolve("flat.tif"), tiff(1_800, 1_200, 8, packed.length, packed));

        assertThat(packed.length).isLessThan(1_800 * 1_200 * 3 / 900);
        assertThat(rows(new TiffDecoder(), file, new Dimensions(1_800, 1_200))).isEqualTo(1_200);
    }

    @Test
    void rottenPixelsAreTheFilesFault() throws Exception {
        byte[] noise = new byte[64 * 48 * 3];
        new Random(3).nextBytes(noise);
        byte[] packed = deflated(noise);
        Arrays.fill(packed, packed.length / 2, packed.length / 2 + 24, (byte) 0xff);
        byte[] rotten = tiff(64, 48, 8, packed.length, packed);
        byte[] cut = tiff(64, 48, 1, 64 * 48 * 3, new byte[1_000]);

        assertThat(failureOf(rotten)).isIn(FailureCode.DAMAGED, FailureCode.TRUNCATED);
        assertThat(failureOf(cut)).isEqualTo(FailureCode.TRUNCATED);
    }

    @Test
    void aCodingNobodyHereKnowsIsNotCalledDamage() throws Exception {
        assertThat(failureOf(tiff(64, 48, 50_000, 10, new byte[10]))).isEqualTo(FailureCode.NO_DECODER);
    }

    private FailureCode failureOf(byte[] tiff) throws IOException {
        Path file = Files.write(folder.resolve("a.tif"), tiff);
        FailureCode[] code = new FailureCode[1];
        assertThatThrownBy(() -> Fixtures.decode(new TiffDecoder(), file))
                .isInstanceOfSatisfying(
                        DecodeFailure.class, e -> code[0] = e.failure().code());
        return code[0];
    }

    private Path sparse(String name, byte[] beginning, long length) throws IOException {
        Path file = Files.write(folder.resolve(name), beginning);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), length - 1);
        }
        return file;
    }

    private static byte[] bmpHeader(int width, int height) {
        return ByteBuffer.allocate(54)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'B')
                .put((byte) 'M')
                .putInt(54)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .array();
    }

    private static byte[] deflated(byte[] pixels) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed, new Deflater(9))) {
            out.write(pixels);
        }
        return packed.toByteArray();
    }

    /** Red, green and blue of 8 bits in one strip, which lies at byte 200. */
    private static byte[] tiff(int width, int height, int compression, long length, byte[] strip) {
        int[][] entries = {
            {0x0100, width},
            {0x0101, height},
            {0x0102, 8},
            {0x0103, compression},
            {0x0106, 2},
            {0x0111, 200},
            {0x0115, 3},
            {0x0116, height},
            {0x0117, (int) length}
        };
        ByteBuffer file = ByteBuffer.allocate(200 + strip.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) entries.length);
        for (int[] entry : entries) {
            file.putShort((short) entry[0]).putShort((short) 4).putInt(1).putInt(entry[1]);
        }
        return file.position(200).put(strip).array();
    }
}
