package dev.mediaingest.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTextTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "636166E92E706E67, caf\uFFFDE9.png",
        "FFFE2E706E67, \uFFFDFF\uFFFDFE.png",
        "C3BC2E706E67, \u00fc.png",
        "61C32E706E67, a\uFFFDC3.png",
        "EFBFBD2E706E67, \uFFFDEF\uFFFDBF\uFFFDBD.png",
        "C3BCE92E706E67, \u00fc\uFFFDE9.png",
        "6125343125E9, a%41%\uFFFDE9",
        "EDA0802E706E67, \uFFFDED\uFFFDA0\uFFFD80.png"
    })
    void bytesThatAreNoLettersAreWrittenAsDigits(String bytes, String text) {
        Path path = named(HexFormat.of().parseHex(bytes));

        assertThat(PathText.nameOf(path)).isEqualTo(text);
        assertThat(PathText.of(path)).isEqualTo(folder + "/" + text);
        assertThat(PathText.parse(folder + "/" + text)).isEqualTo(path);
        assertThat(PathText.resolve(folder, text)).isEqualTo(path);
    }

    @Test
    void textWithAMarkAndNoDigitsIsTakenAsItStands() {
        assertThat(PathText.parse("/a/\uFFFD.png")).isEqualTo(Path.of("/a/\uFFFD.png"));
        assertThat(PathText.parse("/a/\uFFFDG1")).hasToString("/a/\uFFFDG1");
        assertThat(PathText.parse("caf\uFFFDE9.png").isAbsolute()).isFalse();
    }

    @Test
    void everyNameHasATextOfItsOwnThatLeadsBackToIt() {
        Random random = new Random(11);
        Set<String> texts = new HashSet<>();
        Set<Path> paths = new HashSet<>();
        for (int number = 0; number < 2_000; number++) {
            byte[] name = new byte[1 + random.nextInt(6)];
            random.nextBytes(name);
            for (int at = 0; at < name.length; at++) {
                name[at] = name[at] == 0 || name[at] == '/' || name[at] == '.' ? (byte) 0xe9 : name[at];
            }
            Path path = named(name);
            String text = PathText.of(path);
            paths.add(path);
            texts.add(text);
            assertThat(PathText.parse(text)).isEqualTo(path);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
        }
        assertThat(texts).hasSameSizeAs(paths);
    }

    @Test
    void aFileOfSuchANameIsOpenedByItsText() throws IOException {
        Path file = named(new byte[] {'a', (byte) 0xe9});
        Files.writeString(file, "content");
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> listed = entries.toList();
            assertThat(listed).containsExactly(file);
            assertThat(Files.readString(PathText.parse(PathText.of(listed.getFirst()))))
                    .isEqualTo("content");
        }
    }

    private Path named(byte[] name) {
        StringBuilder uri = new StringBuilder(folder.toUri().toString());
        for (byte one : name) {
            uri.append('%').append(HexFormat.of().toHexDigits(one));
        }
        return Path.of(URI.create(uri.toString()));
    }
}
