package dev.mediaingest.analyse.container.metadata;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.Text;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCommentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a cat\nSteps: 20, Sampler: Euler",
                "霧の港、美しい風景、夜明け\nSteps: 20, Sampler: Euler a, Seed: 1",
                "gatto più bello, città",
                "котик\u3000на окне\nSteps: 1",
                "美しい　風景　と　海　a"
            })
    void findsTheByteOrderOfUnicodeFromTheText(String text) {
        assertThat(UserComment.decode(comment("UNICODE\0", text, UTF_16BE))).isEqualTo(text);
        assertThat(UserComment.decode(comment("UNICODE\0", text, UTF_16LE))).isEqualTo(text);
    }

    @Test
    void believesAByteOrderMark() {
        assertThat(Text.clean(UserComment.decode(comment("UNICODE\0", "\uFEFF海", UTF_16LE))))
                .isEqualTo("海");
        assertThat(Text.clean(UserComment.decode(comment("UNICODE\0", "\uFEFF海", UTF_16BE))))
                .isEqualTo("海");
    }

    @Test
    void readsUtf8BehindAnyCode() {
        for (String code : new String[] {"UNICODE\0", "ASCII\0\0\0", "\0\0\0\0\0\0\0\0", ""}) {
            assertThat(UserComment.decode(comment(code, "{\"prompt\": \"Grüße 海\"}", UTF_8)))
                    .isEqualTo("{\"prompt\": \"Grüße 海\"}");
        }
    }

    @Test
    void anEmptyOrTinyCommentIsNoProblem() {
        assertThat(UserComment.decode(new byte[0])).isEmpty();
        assertThat(UserComment.decode(comment("UNICODE\0", "", UTF_8))).isEmpty();
        assertThat(UserComment.decode(new byte[] {'x'})).isEqualTo("x");
    }

    @Test
    void halfASurrogateDoesNotSurvive() {
        assertThat(Text.clean("a\ud83dc")).isEqualTo("a\ufffdc");
        assertThat(Text.clean("\ud83c\udf05")).isEqualTo("\ud83c\udf05");
    }

    private static byte[] comment(String code, String text, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(code.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(text.getBytes(charset));
        return bytes.toByteArray();
    }
}
