package dev.mediaingest.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a program and its children asked the kernel for, written down by strace: addresses and files that were written to. */
final class SystemCalls {
    private static final String WATCHED =
            "trace=network,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link";
    private static final Pattern CALL = Pattern.compile("(\\d+)\\s+(.*)");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)");
    private static final Pattern ADDRESS = Pattern.compile("inet_(?:addr\\(|pton\\(AF_INET6, )\"([^\"]+)\"");
    private static final Pattern WRITING = Pattern.compile("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|^creat\\(");
    private static final Pattern OPENED = Pattern.compile("\\) = \\d+<(/[^>]*)>");
    private static final Pattern NAMED = Pattern.compile("^(?:mkdir|rename|link)\\w*\\(.*\\) = 0$");
    private static final Pattern PATH = Pattern.compile("\"(/[^\"]*)\"");

    private final Path log;

    private SystemCalls(Path log) {
        this.log = log;
    }

    /** Has a command watched from its start on. */
    static SystemCalls of(ProcessBuilder command, Path log) {
        List<String> watched =
                new ArrayList<>(List.of("strace", "-f", "-y", "-qq", "-o", log.toString(), "-e", WATCHED));
        watched.addAll(command.command());
        command.command(watched);
        return new SystemCalls(log);
    }

    /** Addresses on a network that were bound, connected, or sent to; those of this machine's loopback are left out. */
    List<String> addressesBeyondLoopback() throws IOException {
        return calls().stream()
                .flatMap(call -> ADDRESS.matcher(call).results())
                .map(found -> found.group(1))
                .filter(address -> !address.matches("127\\..*|::1|::ffff:127\\..*"))
                .toList();
    }

    /** Questions to a name server, wherever it is. */
    List<String> lookUps() throws IOException {
        return calls().stream().filter(call -> call.contains("htons(53)")).toList();
    }

    /** Files and folders that were made, opened for writing, or given a name. */
    List<Path> written() throws IOException {
        return calls().stream()
                .flatMap(SystemCalls::writtenBy)
                .map(Path::of)
                .filter(path -> !path.startsWith("/dev") && !path.startsWith("/proc"))
                .distinct()
                .toList();
    }

    private static Stream<String> writtenBy(String call) {
        if (WRITING.matcher(call).find()) {
            return OPENED.matcher(call).results().map(found -> found.group(1));
        }
        return NAMED.matcher(call).find() ? PATH.matcher(call).results().map(found -> found.group(1)) : Stream.empty();
    }

    /** One line a call, also of those that another thread's came between. */
    private List<String> calls() throws IOException {
        Map<String, String> begun = new HashMap<>();
        List<String> calls = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            Matcher call = CALL.matcher(line);
            if (!call.matches()) {
                continue;
            }
            String thread = call.group(1);
            String text = call.group(2);
            Matcher resumed = RESUMED.matcher(text);
            if (text.endsWith(" <unfinished ...>")) {
                begun.put(thread, text.substring(0, text.length() - " <unfinished ...>".length()));
            } else if (resumed.matches()) {
                calls.add(begun.getOrDefault(thread, "") + resumed.group(1));
            } else {
                calls.add(text);
            }
        }
        return calls;
    }
}
