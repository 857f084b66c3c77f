package dev.mediaingest.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Another program, run to its end.
 *
 * @param succeeded whether there is such a program and it ended with 0
 * @param output its lines
 * @param cpuSeconds its processor time, by a shell's own account of its children, which is exact
 */
record TimedCommand(boolean succeeded, List<String> output, double cpuSeconds) {
    private static final Pattern MINUTES_AND_SECONDS = Pattern.compile("(\\d+)m([\\d.,]+)s");
    private static final String MARK = "-- times";

    static TimedCommand run(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "\"$@\" || exit 1; echo '" + MARK + "'; times", "sh"));
        words.addAll(List.of(command));
        Process shell = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int mark = lines.lastIndexOf(MARK);
        if (mark < 0 || lines.size() < mark + 3) {
            return new TimedCommand(false, lines, 0);
        }
        return new TimedCommand(true, lines.subList(0, mark), seconds(lines.get(mark + 2)));
    }

    private static double seconds(String userAndSystem) {
        return MINUTES_AND_SECONDS
                .matcher(userAndSystem)
                .results()
                .mapToDouble(TimedCommand::seconds)
                .sum();
    }

    private static double seconds(MatchResult time) {
        return 60 * Integer.parseInt(time.group(1))
                + Double.parseDouble(time.group(2).replace(',', '.'));
    }
}
