package dev.mediaingest.app;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program with its workers as a process group of its own, as a terminal or a service manager starts it and signals it. */
final class ProcessGroup implements AutoCloseable {
    private final Process leader;

    private ProcessGroup(Process leader) {
        this.leader = leader;
    }

    /** Starts it; what it prints goes to a file. */
    static ProcessGroup start(ProcessBuilder program, Path out) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(program.command());
        return new ProcessGroup(program.command(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(out.toFile()))
                .start());
    }

    /** Sends a signal to every process of it. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "--", "-" + leader.pid())
                .redirectError(Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** kill -9 of the leader alone. */
    void killLeader() throws InterruptedException {
        leader.destroyForcibly().waitFor();
    }

    /** kill -9 of its workers, not of the leader. */
    void killWorkers() {
        leader.children().forEach(ProcessHandle::destroyForcibly);
    }

    boolean isAlive() {
        return leader.isAlive();
    }

    /** Its exit code. */
    int await() throws InterruptedException {
        if (!leader.waitFor(180, TimeUnit.SECONDS)) {
            throw new AssertionError("it still runs after three minutes");
        }
        return leader.exitValue();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (leader.isAlive()) {
            signal("KILL");
            leader.waitFor();
        }
    }
}
