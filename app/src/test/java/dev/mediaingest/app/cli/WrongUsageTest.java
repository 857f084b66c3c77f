package dev.mediaingest.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.MediaIngest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUsageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                ingst                       | there is no command ingst. Did you mean ingest         | media-ingest
                serve --prot 1              | there is no option --prot.                             | media-ingest serve
                serve --port abc            | '--port': 'abc' is not a whole number, or too large.   | media-ingest serve
                serve --port 99999999999    | '--port': '99999999999' is not a whole number          | media-ingest serve
                ingest                      | Missing required parameter: 'DIR'.                     | media-ingest ingest
                ingest --fingerprint x /tmp | '--fingerprint': 'x' is not none, bytes or pixels.     | media-ingest ingest
                retry one two               | two is one argument too many.                          | media-ingest retry
                search --lmit 3 cat         | there is no option --lmit;                             | media-ingest search
                search --limit 0 cat        | --limit must be 1 or more.                             | media-ingest search
                judge --nsfw-threshold 2    | --nsfw-threshold must be between 0 and 1.              | media-ingest judge
                """)
    void isOneSentenceThatNamesWhatIsWrongAndWhereToLook(String line, String sentence, String command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int code = MediaIngest.run(
                List.of(line.split(" ")), Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).isEmpty();
        List<String> lines = err.toString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("media-ingest: ").contains(sentence);
        assertThat(lines.getLast()).isEqualTo("See " + command + " --help.");
    }
}
