package dev.mediaingest.report;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.media.OwnerOnly;
import dev.mediaingest.media.PathText;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.ParametersJson;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.Begun;
import dev.mediaingest.session.SessionEvent.Broken;
import dev.mediaingest.session.SessionEvent.Deferred;
import dev.mediaingest.session.SessionEvent.Deleted;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Planned;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionEvent.TakenOver;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows each session as two files that other programs can read: {@code {id}.json}, its state, replaced atomically at most
 * a few times a second, and {@code {id}.jsonl}, one line for each item that ended, which is only appended to. The database stays the truth: this
 * directory may be deleted at any time and is written anew. Trouble with it is told once and never stops a session; when it is over,
 * the files catch up.
 *
 * <p>Thread-safe. The cost of an item is constant: one appended line.
 */
public final class StateDirectory implements SessionListener {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration BETWEEN_STATES = Duration.ofMillis(500);
    private static final Duration BETWEEN_TRIALS = Duration.ofSeconds(10);
    private static final int PAGE = 1_000;

    private final Path directory;
    private final Ledger ledger;
    private final SessionReports reports;
    private final LiveProgress progress;
    private final InstantSource clock;
    private final Consumer<String> warn;
    private final Map<SessionId, Written> open = new HashMap<>();
    /** Sessions whose log could not be written, and when that was last tried. */
    private final Map<SessionId, Instant> broken = new HashMap<>();

    private boolean troubleTold;

    /**
     * Prepares the directory's place; it is made when the first session needs it.
     *
     * @param progress must hear of events before this listener does
     * @param warn hears one sentence when the directory cannot be written
     */
    public StateDirectory(
            Path directory,
            Ledger ledger,
            SessionReports reports,
            LiveProgress progress,
            InstantSource clock,
            Consumer<String> warn) {
        this.directory = directory;
        this.ledger = ledger;
        this.reports = reports;
        this.progress = progress;
        this.clock = clock;
        this.warn = warn;
    }

    @Override
    public synchronized void on(SessionEvent event) {
        try {
            write(event);
        } catch (IOException e) {
            tellTrouble(e);
            giveUpForNow(event.session());
        } catch (Unavailable e) {
            // The session itself waits for its database and says so; the files catch up when it works again.
            giveUpForNow(event.session());
        }
    }

    /** Writes the files of every session that has none, as after the directory was deleted. */
    public synchronized void rebuild() {
        try {
            for (int offset = 0; ; offset += PAGE) {
                List<Session> page = ledger.list(SessionState.ALL, PAGE, offset);
                for (Session session : page) {
                    if (!Files.exists(stateFile(session.id()))) {
                        openLog(session.id()).close();
                        writeState(session);
                    }
                }
                if (page.size() < PAGE) {
                    return;
                }
            }
        } catch (IOException e) {
            tellTrouble(e);
        }
    }

    private void write(SessionEvent event) throws IOException {
        switch (event) {
            case StateChanged(Session now) -> {
                if (!now.state().isActive()) {
                    end(now.id());
                }
                writeState(now);
            }
            case Begun begun -> {
                close(begun.session());
                open.put(begun.session(), new Written(openLog(begun.session())));
                broken.remove(begun.session());
            }
            case ItemBegun begun -> {}
            case Deferred deferred -> {}
            case ItemEnded ended -> append(ended);
            case Planned(SessionId id, var plan) -> writeState(id);
            case Waiting(SessionId id, String sentence) -> writeState(id);
            case Recovered(SessionId id) -> {
                if (!open.containsKey(id)) {
                    open.put(id, new Written(openLog(id)));
                    broken.remove(id);
                }
                writeState(id);
            }
            case TakenOver(SessionId id) -> close(id);
            case Broken(SessionId id, Throwable cause) -> close(id);
            case Deleted(SessionId id) -> {
                broken.remove(id);
                close(id);
                Files.deleteIfExists(stateFile(id));
                Files.deleteIfExists(logFile(id));
            }
        }
    }

    private void append(ItemEnded ended) throws IOException {
        Written written = open.get(ended.session());
        if (written == null) {
            catchUp(ended.session());
            return;
        }
        ObjectNode line = JSON.createObjectNode();
        line.put("path", PathText.of(ended.item().file().path()));
        line.put("state", ended.state().label());
        line.put("code", ended.code());
        line.put("attempt", ended.item().attempts() + 1);
        line.put("duration_ms", ended.took().toMillis());
        line.put("time", clock.instant().toString());
        written.log.add(line);
        if (isPast(written.stateWritten, BETWEEN_STATES)) {
            written.stateWritten = clock.instant();
            writeState(ended.session());
        }
    }

    /** A line may be half written, and others missing: the log is looked through when the directory may work again. */
    private void giveUpForNow(SessionId id) {
        Written written = open.remove(id);
        if (written != null) {
            try {
                written.log.close();
            } catch (IOException e) {
                // told already
            }
        }
        broken.put(id, clock.instant());
    }

    /** Also when the clock was set back. */
    private boolean isPast(Instant time, Duration pause) {
        return Duration.between(time, clock.instant()).abs().compareTo(pause) >= 0;
    }

    private void catchUp(SessionId id) throws IOException {
        Instant since = broken.get(id);
        if (since != null && isPast(since, BETWEEN_TRIALS)) {
            broken.put(id, clock.instant());
            open.put(id, new Written(openLog(id)));
            broken.remove(id);
        }
    }

    /** The log with a line for every item of the ledger that ended, whatever an earlier process left out; open for more. */
    private OutcomeLog openLog(SessionId id) throws IOException {
        Files.createDirectories(directory, OwnerOnly.folder());
        OutcomeLog log = OutcomeLog.open(logFile(id));
        OutcomeLog.Known known = OutcomeLog.Known.of(logFile(id));
        long revision = 0;
        while (true) {
            List<ItemReport> page = reports.endedAfter(id, revision, PAGE);
            for (ItemReport item : page) {
                ObjectNode line = line(item);
                if (!known.has(line)) {
                    log.addLater(line);
                }
                revision = item.revision();
            }
            if (page.size() < PAGE) {
                log.flush();
                return log;
            }
        }
    }

    private static ObjectNode line(ItemReport item) {
        ObjectNode line = JSON.createObjectNode();
        line.put("path", item.path());
        line.put("state", item.state().label());
        line.put("code", item.code() == null ? item.reason() : item.code());
        line.put("attempt", item.attempts());
        line.put("duration_ms", item.durationMillis());
        line.put("time", text(item.endedAt()));
        return line;
    }

    private void writeState(SessionId id) throws IOException {
        Optional<Session> session = ledger.find(id);
        if (session.isPresent()) {
            writeState(session.get());
        }
    }

    private void writeState(Session session) throws IOException {
        Files.createDirectories(directory, OwnerOnly.folder());
        Path draft = directory.resolve(session.id() + ".json.tmp");
        Files.deleteIfExists(draft);
        Files.createFile(draft, OwnerOnly.file());
        Files.writeString(draft, state(session).toPrettyString());
        Files.move(draft, stateFile(session.id()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private ObjectNode state(Session session) {
        Progress now = progress.of(session);
        ObjectNode json = JSON.createObjectNode();
        json.put("session_id", session.id().value());
        json.put("status", now.state().label());
        json.put("message", now.message());
        json.set("parameters", ParametersJson.write(session.parameters()));
        json.put("total_files", now.tally().total());
        json.put("processed_files", now.tally().processed());
        json.put("progress", now.tally().percent());
        json.put("current_file", now.inWork().isEmpty() ? null : now.inWork().get(0));
        ObjectNode counts = json.putObject("counts");
        counts.put("pending", now.tally().pending() + now.tally().processing());
        counts.put("committed", now.tally().committed());
        counts.put("skipped", now.tally().skipped());
        counts.put("failed", now.tally().failed());
        counts.put("quarantined", now.tally().quarantined());
        counts.put("missing", now.tally().missing());
        json.set("stats", StatsJson.write(now.tally()));
        var errors = json.putArray("errors");
        reports.lastErrors(session.id(), 10).forEach(item -> errors.add(item.errorLine()));
        json.put("start_time", text(session.startedAt() == null ? session.createdAt() : session.startedAt()));
        json.put("end_time", text(session.endedAt()));
        json.put("last_updated", clock.instant().toString());
        return json;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** The last chance to write what could not be written before. */
    private void end(SessionId id) throws IOException {
        if (broken.remove(id) != null) {
            openLog(id).close();
        }
        close(id);
    }

    private void close(SessionId id) throws IOException {
        Written written = open.remove(id);
        if (written != null) {
            written.log.close();
        }
    }

    private void tellTrouble(IOException e) {
        if (!troubleTold) {
            troubleTold = true;
            warn.accept("The state directory " + directory + " cannot be written (" + e.getMessage()
                    + "); sessions go on, other programs will not see their progress there.");
        }
    }

    private Path stateFile(SessionId id) {
        return directory.resolve(id + ".json");
    }

    private Path logFile(SessionId id) {
        return directory.resolve(id + ".jsonl");
    }

    private static final class Written {
        private final OutcomeLog log;
        private Instant stateWritten = Instant.EPOCH;

        Written(OutcomeLog log) {
            this.log = log;
        }
    }
}
