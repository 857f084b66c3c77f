package dev.mediaingest.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.VideoStreams;
import dev.mediaingest.pixels.Classification;
import dev.mediaingest.pixels.Classification.NotAssessed;
import dev.mediaingest.pixels.Classification.Scored;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.pixels.PixelReading.Ended;
import dev.mediaingest.pixels.PixelReading.Read;
import dev.mediaingest.pixels.PixelReading.Undecodable;
import dev.mediaingest.pixels.PixelRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one end writes the other reads, whatever it is; what no end wrote is an {@link IOException} and costs nothing. */
@Timeout(60)
class WireTest {
    private static final String[] TEXTS = {
        "", "plain", "Übung 猫 🎨", "line\nline\0nul", "�E9", "'\"\\%_", "x".repeat(100_000)
    };

    private Random random = new Random(1);

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> @Nullable T perhaps(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private PixelRequest request() {
        return new PixelRequest(
                PathText.parse("/media/" + oneOf(new String[] {"a.png", "Übung 猫.mp4", "a b\n'c.webp", "caf�E9.jpg"})),
                oneOf(MediaType.values()),
                oneOf(Orientation.values()),
                perhaps(() -> "ab".repeat(32)),
                new PixelOptions(
                        random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), random.nextBoolean()));
    }

    private PixelReading reading() {
        return switch (random.nextInt(4)) {
            case 0 -> new Undecodable(failure());
            case 1 -> new Ended(failure());
            default -> new Read(findings());
        };
    }

    private Failure failure() {
        return new Failure(oneOf(FailureCode.values()), oneOf(TEXTS));
    }

    private PixelFindings findings() {
        return new PixelFindings(
                perhaps(() -> "cd".repeat(32)),
                perhaps(random::nextLong),
                perhaps(random::nextLong),
                LongStream.generate(random::nextLong)
                        .limit(random.nextInt(10))
                        .boxed()
                        .toList(),
                classification(),
                perhaps(this::streams),
                perhaps(() -> new TextEntry(oneOf(TEXTS), oneOf(TEXTS), oneOf(TEXTS))),
                perhaps(() -> "ef".repeat(32)));
    }

    private Classification classification() {
        return random.nextBoolean()
                ? new Scored(random.nextDouble(), random.nextDouble(), random.nextInt(99), oneOf(TEXTS), oneOf(TEXTS))
                : new NotAssessed(oneOf(Classification.Reason.values()));
    }

    private VideoStreams streams() {
        return new VideoStreams(
                new Dimensions(1 + random.nextInt(10_000), 1 + random.nextInt(10_000)),
                90 * random.nextInt(4),
                perhaps(random::nextDouble),
                perhaps(random::nextDouble),
                perhaps(() -> oneOf(TEXTS)),
                perhaps(random::nextLong),
                perhaps(() -> oneOf(TEXTS)));
    }

    @RepeatedTest(200)
    void everyRequestComesBackAsItWas(RepetitionInfo repetition) throws Exception {
        random = new Random(repetition.getCurrentRepetition());
        PixelRequest request = request();

        assertThat(Wire.readRequest(Wire.write(request))).isEqualTo(request);
    }

    @RepeatedTest(200)
    void everyReadingComesBackAsItWas(RepetitionInfo repetition) throws Exception {
        random = new Random(repetition.getCurrentRepetition());
        PixelReading reading = reading();

        assertThat(Wire.readReading(Wire.write(reading))).isEqualTo(reading);
    }

    @Test
    void thatNothingCanBeLookedAtNowComesWithItsSentence() throws Exception {
        byte[] frame = Wire.write(new Unavailable("The disk is full.", new IOException()));

        assertThatThrownBy(() -> Wire.readReading(frame))
                .isInstanceOf(Unavailable.class)
                .hasMessage("The disk is full.");
    }

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void everyFailureHasAPlaceOnTheWire(FailureCode code) throws Exception {
        PixelReading reading = new Ended(Failure.of(code));

        assertThat(Wire.readReading(Wire.write(reading))).isEqualTo(reading);
    }

    @RepeatedTest(20)
    void aFrameCutAnywhereIsRefused(RepetitionInfo repetition) throws Exception {
        random = new Random(repetition.getCurrentRepetition());
        byte[] frame = Wire.write(new Undecodable(
                new Failure(FailureCode.DAMAGED, "a " + oneOf(TEXTS).length())));
        for (int length = 0; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> Wire.readReading(cut)).isInstanceOf(IOException.class);
        }
    }

    /** What a child whose native code was taken over may send: it ends in a reading or an exception, and soon. */
    @RepeatedTest(50)
    void garbageIsAReadingOrRefused(RepetitionInfo repetition) throws Exception {
        random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 200; i++) {
            byte[] frame = Wire.write(new Read(findings()));
            for (int change = random.nextInt(8); change >= 0; change--) {
                frame[random.nextInt(Math.min(frame.length, 200))] = (byte) random.nextInt();
            }
            try {
                assertThat(Wire.readReading(frame)).isNotNull();
            } catch (IOException | Unavailable refused) {
                assertThat(refused).isNotNull();
            }
        }
    }
}
