package dev.mediaingest.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.writeback.Merge.Changed;
import dev.mediaingest.writeback.Merge.NotUnderstood;
import dev.mediaingest.writeback.Merge.Same;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreDocumentTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00.123Z");

    @Test
    void aRatingIsWrittenAsThePythonToolReadsIt() {
        assertThat(merge("", 4))
                .isEqualTo(new Changed("{\"file\":\"a.png\",\"score\":4,\"updated\":\"2026-05-01T10:00:00Z\"}"));
        assertThat(merge("{\"file\":\"a.png\",\"score\":4,\"updated\":\"2020-01-01T00:00:00Z\"}", 4))
                .isEqualTo(new Same());
    }

    @Test
    void fieldsOfOthersStay() {
        assertThat(merge("{\"mood\":\"calm\",\"score\":1}", -1))
                .isEqualTo(new Changed(
                        "{\"mood\":\"calm\",\"score\":-1,\"file\":\"a.png\",\"updated\":\"2026-05-01T10:00:00Z\"}"));
    }

    @Test
    void noRatingIsOnlyWrittenWhereThereWasOne() {
        assertThat(merge("", 0)).isEqualTo(new Same());
        assertThat(merge("{\"score\":3}", 0)).isInstanceOf(Changed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[4]", "{\"score\":", "\u0000\u0001", "4"})
    void whatIsNotUnderstoodIsNotTouched(String document) {
        assertThat(merge(document, 4)).isInstanceOf(NotUnderstood.class);
    }

    private static Merge merge(String document, int score) {
        return ScoreDocument.merge(
                document.getBytes(StandardCharsets.UTF_8), new Given(score, List.of("no place")), "a.png", NOW);
    }
}
