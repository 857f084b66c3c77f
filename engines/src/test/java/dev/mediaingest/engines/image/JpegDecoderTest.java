package dev.mediaingest.engines.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.engines.Fixtures;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.thumbnail.Rendition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JpegDecoderTest {
    private static final DecodeOptions EXACT = new DecodeOptions(DecodeOptions.DEFAULT_MAX_PIXELS, DecodeOptions.EXACT);

    private final JpegDecoder decoder = new JpegDecoder();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void decodesAtTheSmallestScaleThatIsEnough() throws Exception {
        assertThat(sizeFor(200)).isEqualTo(new Dimensions(300, 200));
        assertThat(sizeFor(101)).isEqualTo(new Dimensions(300, 200));
        assertThat(sizeFor(100)).isEqualTo(new Dimensions(150, 100));
        assertThat(sizeFor(50)).isEqualTo(new Dimensions(75, 50));
        assertThat(sizeFor(1)).isEqualTo(new Dimensions(38, 25));
    }

    private @Nullable Dimensions sizeFor(int enoughSide) throws DecodeFailure, IOException {
        var hashed = new Fixtures.Hashed();
        var options = new DecodeOptions(DecodeOptions.DEFAULT_MAX_PIXELS, enoughSide);
        decoder.decode(Fixtures.named("larger.jpg").path(), options, hashed);
        return hashed.size();
    }

    @Test
    void refusesMoreScansThanAnybodyWrites() throws Exception {
        byte[] whole = Files.readAllBytes(Fixtures.named("grey-progressive.jpg").path());
        int scan = indexOf(whole, 0xda, 0);
        int next = indexOf(whole, 0xc4, scan);
        var many = new ByteArrayOutputStream();
        many.write(whole, 0, whole.length - 2);
        for (int i = 0; i < JpegMarkers.MOST_SCANS; i++) {
            many.write(whole, scan, next - scan);
        }
        many.write(whole, whole.length - 2, 2);

        assertThat(failureOf(many.toByteArray())).isEqualTo(FailureCode.TOO_MANY_SCANS);
    }

    @Test
    void aPictureCutAndClosedAgainIsDamaged() throws Exception {
        byte[] whole = Files.readAllBytes(Fixtures.named("larger.jpg").path());
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        half[half.length - 2] = (byte) 0xff;
        half[half.length - 1] = (byte) 0xd9;

        assertThat(failureOf(half)).isEqualTo(FailureCode.DAMAGED);
    }

    /** As some cameras and phones write them; libjpeg complains, and every pixel is there. */
    @Test
    void bytesBehindTheLastBlockDoNoHarm() throws Exception {
        Path clean = Fixtures.named("larger.jpg").path();
        byte[] whole = Files.readAllBytes(clean);
        var padded = new ByteArrayOutputStream();
        padded.write(whole, 0, whole.length - 2);
        padded.writeBytes(new byte[] {0x12, 0x34, 0x56, 0x78, 0x12, 0x34, 0x56, 0x78});
        padded.write(whole, whole.length - 2, 2);
        var expected = new Fixtures.Hashed();
        var found = new Fixtures.Hashed();

        decoder.decode(clean, EXACT, expected);
        decoder.decode(Files.write(folder.resolve("padded.jpg"), padded.toByteArray()), EXACT, found);

        assertThat(found.hex()).isEqualTo(expected.hex());
        assertThat(JpegWarnings.areHarmless(padded.toByteArray()))
                .as("there is a complaint, and it is of that")
                .isTrue();
    }

    @Test
    void aHalfDownloadedFileFullOfZerosIsTruncated() throws Exception {
        byte[] whole = Files.readAllBytes(Fixtures.named("larger.jpg").path());
        Arrays.fill(whole, whole.length / 2, whole.length, (byte) 0);

        assertThat(failureOf(whole)).isEqualTo(FailureCode.TRUNCATED);
    }

    @Test
    void encodesWhatItDecodes() throws Exception {
        byte[] rgb = new byte[3 * 64 * 48];
        Arrays.fill(rgb, (byte) 120);
        Path file = Files.write(
                folder.resolve("thumbnail.jpg"), new LeptonicaJpegEncoder().encode(new Rendition(64, 48, rgb)));

        var hashed = Fixtures.decode(decoder, file);

        var expected = new Fixtures.Hashed();
        expected.begin(new Dimensions(64, 48));
        for (int y = 0; y < 48; y++) {
            byte[] row = Arrays.copyOf(rgb, 3 * 64);
            expected.row(row, row, null);
        }
        assertThat(hashed.size()).isEqualTo(new Dimensions(64, 48));
        assertThat(hashed.hex()).isEqualTo(expected.hex());
    }

    private @Nullable FailureCode failureOf(byte[] content) throws IOException {
        try {
            Fixtures.decode(decoder, Files.write(folder.resolve("picture.jpg"), content));
            return null;
        } catch (DecodeFailure e) {
            return e.failure().code();
        }
    }

    private static int indexOf(byte[] data, int marker, int from) {
        int at = from;
        while (data[at] != (byte) 0xff || data[at + 1] != (byte) marker) {
            at++;
        }
        return at;
    }

    @Test
    void bytesBetweenSegmentsOrBeforeTheStartAreOfNoPixel() throws Exception {
        byte[] whole = Files.readAllBytes(Fixtures.named("larger.jpg").path());
        int behind = 4 + ByteBuffer.wrap(whole).getShort(4); // the first segment
        byte[] stray = {0, 0, 0, 0, 0};
        byte[] between = joined(Arrays.copyOf(whole, behind), stray, Arrays.copyOfRange(whole, behind, whole.length));
        String expected =
                Fixtures.decode(decoder, Fixtures.named("larger.jpg").path()).hex();

        assertThat(hexOf(between)).isEqualTo(expected);
        assertThat(hexOf(joined("\r\n\r\n".getBytes(StandardCharsets.US_ASCII), whole)))
                .isEqualTo(expected);
    }

    private String hexOf(byte[] jpeg) throws Exception {
        return Fixtures.decode(decoder, Files.write(folder.resolve("stray.jpg"), jpeg))
                .hex();
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
