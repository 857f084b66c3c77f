package dev.mediaingest.analyse.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class GatheredTest {
    private final Gathered found = new Gathered();

    private Contents contents() {
        return found.contents(MediaType.PNG);
    }

    private static byte[] deflated(int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(bytes)) {
            stream.write("x".repeat(length).getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    @Test
    void textsTogetherHaveABound() {
        int piece = Gathered.MAX_TEXT;
        for (int taken = 0; taken + piece <= Gathered.MAX_ALL_TEXT; taken += piece) {
            assertThat(found.reserve(piece, "text")).isTrue();
        }

        assertThat(found.hasRoomFor(1)).isFalse();
        assertThat(found.reserve(1, "tag Comment")).isFalse();
        assertThat(contents().notes()).containsExactly(new Failure(FailureCode.OVER_LIMIT, "tag Comment of 1 bytes"));
    }

    @Test
    void oneTextHasABoundOfItsOwnAndRefusingItTakesNothing() {
        assertThat(found.reserve(Gathered.MAX_TEXT + 1L, "text")).isFalse();
        assertThat(found.reserve(Long.MAX_VALUE, "text")).isFalse();
        assertThat(found.reserve(-1, "text")).isFalse();

        assertThat(found.reserve(Gathered.MAX_TEXT, "text")).isTrue();
    }

    @Test
    void aThousandTextsAreEnoughHoweverShort() {
        for (int i = 0; i < Gathered.MAX_TEXTS; i++) {
            assertThat(found.reserve(1, "text")).isTrue();
            found.text("png:tEXt", "key", "x");
        }

        assertThat(found.reserve(1, "text")).isFalse();
        assertThat(contents().texts()).hasSize(Gathered.MAX_TEXTS);
    }

    @Test
    void inflatedBytesCountAlsoOfAStreamThatIsRefused() throws Exception {
        byte[] whole = deflated(1_000);
        assertThat(found.inflate(limit -> Inflation.inflate(whole, 0, limit), "zTXt chunk"))
                .hasSize(1_000);

        byte[] bomb = deflated(2 * Gathered.MAX_TEXT);
        int refused = 0;
        while (found.hasRoomFor(Gathered.MAX_TEXT)) {
            assertThat(found.inflate(limit -> Inflation.inflate(bomb, 0, limit), "zTXt chunk"))
                    .isNull();
            refused++;
        }

        assertThat(refused).isBetween(1, Gathered.MAX_ALL_TEXT / Gathered.MAX_TEXT + 1);
        assertThat(contents().notes().getFirst().detail())
                .isEqualTo("zTXt chunk inflates to more than " + Gathered.MAX_TEXT);
    }

    @Test
    void aStreamThatIsNoneIsDamage() {
        byte[] nothing = {1, 2, 3};

        assertThat(found.inflate(limit -> Inflation.inflate(nothing, 0, limit), "zTXt chunk"))
                .isNull();
        assertThat(contents().notes()).containsExactly(new Failure(FailureCode.DAMAGED, "zTXt chunk does not inflate"));
    }

    @Test
    void aPieceOutsideTheFileIsRefusedAsOneThatIsTooLong() throws Exception {
        FileBytes bytes = FileBytes.of(new byte[10]);

        assertThat(found.piece(bytes, 4, 6, "Exif box")).hasSize(6);
        assertThat(found.piece(bytes, 4, 7, "Exif box")).isNull();
        assertThat(found.piece(bytes, -1, 2, "Exif box")).isNull();
    }
}
