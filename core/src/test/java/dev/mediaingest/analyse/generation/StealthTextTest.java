package dev.mediaingest.analyse.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StealthTextTest {
    private static final String INFOTEXT = "ein Fähnchen\nSteps: 2, Sampler: E, Seed: 3, Version: f2.0.1v1.10.1";

    @ParameterizedTest
    @ValueSource(strings = {"stealth_pnginfo", "stealth_pngcomp", "stealth_rgbinfo", "stealth_rgbcomp"})
    void readsWhatIsHiddenInTheLowestBits(String signature) throws IOException {
        Picture picture = new Picture(97, 61);
        picture.hide(signature, payload(signature, INFOTEXT.getBytes(StandardCharsets.UTF_8)));

        assertThat(StealthText.read(picture))
                .contains(new TextEntry("pixels:stealth", "parameters", INFOTEXT))
                .map(text -> ToolTexts.read(List.of(text)).orElseThrow())
                .map(GenerationParameters::generator)
                .contains("forge");
    }

    @Test
    void hiddenJsonIsTheCommentOfNovelAi() throws IOException {
        Picture picture = new Picture(200, 100);
        byte[] json = "{\"Software\": \"NovelAI\", \"Comment\": \"{\\\"uc\\\": \\\"fog\\\", \\\"scale\\\": 5}\"}"
                .getBytes(StandardCharsets.UTF_8);
        picture.hide("stealth_pngcomp", payload("stealth_pngcomp", json));

        assertThat(ToolTexts.read(StealthText.read(picture).stream().toList()))
                .map(GenerationParameters::negativePrompt)
                .contains("fog");
    }

    @Test
    void ordinaryPixelsHideNothing() {
        SplittableRandom random = new SplittableRandom(1);
        Picture picture = new Picture(64, 64);
        for (int i = 0; i < picture.pixels.length; i++) {
            picture.pixels[i] = random.nextInt();
        }

        assertThat(StealthText.read(picture)).isEmpty();
        assertThat(StealthText.read(new Picture(3, 3))).isEmpty();
        assertThat(StealthText.read(new Picture(0, 0))).isEmpty();
    }

    @Test
    void aLengthBeyondThePictureIsNotBelieved() {
        Picture picture = new Picture(64, 64);
        picture.hide("stealth_pnginfo", new byte[20]);
        picture.overwriteLength(0xfffffff8);

        assertThat(StealthText.read(picture)).isEmpty();
    }

    @Test
    void aGzipThatIsBrokenOrInflatesTooFarHidesNothing() throws IOException {
        Picture broken = new Picture(64, 64);
        broken.hide("stealth_pngcomp", new byte[50]);
        Picture bomb = new Picture(512, 512);
        bomb.hide("stealth_pngcomp", payload("stealth_pngcomp", new byte[5 << 20]));

        assertThat(StealthText.read(broken)).isEmpty();
        assertThat(StealthText.read(bomb)).isEmpty();
    }

    private static byte[] payload(String signature, byte[] text) throws IOException {
        if (signature.endsWith("info")) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }

    private static final class Picture implements StealthText.Pixels {
        private final int width;
        private final int height;
        private final int[] pixels;
        private boolean colours;

        Picture(int width, int height) {
            this.width = width;
            this.height = height;
            this.pixels = new int[width * height];
            java.util.Arrays.fill(pixels, 0xfe808080);
        }

        void hide(String signature, byte[] payload) {
            colours = signature.contains("rgb");
            write(0, signature.getBytes(StandardCharsets.US_ASCII));
            write(15, ByteBuffer.allocate(4).putInt(8 * payload.length).array());
            write(19, payload);
        }

        void overwriteLength(int bits) {
            write(15, ByteBuffer.allocate(4).putInt(bits).array());
        }

        private void write(int from, byte[] bytes) {
            for (int i = 0; i < 8 * bytes.length; i++) {
                int bit = bytes[i / 8] >> (7 - i % 8) & 1;
                int place = 8 * from + i;
                int pixel = colours ? place / 3 : place;
                int shift = colours ? 16 - 8 * (place % 3) : 24;
                int at = pixel % height * width + pixel / height;
                pixels[at] = (pixels[at] & ~(1 << shift)) | bit << shift;
            }
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public int height() {
            return height;
        }

        @Override
        public int argb(int x, int y) {
            return pixels[y * width + x];
        }
    }
}
