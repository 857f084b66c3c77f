package dev.mediaingest.app.cli.run;

import dev.mediaingest.media.PathText;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.StatsJson;
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
import dev.mediaingest.session.Tally;
import java.io.PrintWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object a line, for programs. Field names are those of the HTTP API. */
public final class JsonView implements RunView {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintWriter out;
    private final Runnable readerGone;
    private boolean isReaderGone;

    /**
     * A view for the program that reads these lines.
     *
     * @param readerGone is run once, when that program has closed its end; what is printed later is lost
     */
    JsonView(PrintWriter out, Runnable readerGone) {
        this.out = out;
        this.readerGone = readerGone;
    }

    @Override
    public void on(SessionEvent event) {
        switch (event) {
            case StateChanged(Session now) ->
                print(line("state", now.id()).put("status", now.state().label()).put("message", now.message()));
            case Planned(SessionId id, Plan plan) ->
                print(line("planned", id)
                        .put("total_files", plan.total())
                        .put("to_do", plan.toDo())
                        .put("left_out", plan.leftOut()));
            case ItemEnded ended -> print(item(ended));
            case Waiting(SessionId id, String sentence) ->
                print(line("waiting", id).put("message", sentence));
            case Recovered(SessionId id) -> print(line("recovered", id));
            case Broken(SessionId id, Throwable cause) ->
                print(line("broken", id).put("message", cause.toString()));
            case Begun begun -> {}
            case ItemBegun begun -> {}
            case Deferred deferred -> {}
            case TakenOver(SessionId id) -> print(line("taken-over", id));
            case Deleted deleted -> {}
        }
    }

    @Override
    public void ended(RunSummary run) {
        Session session = run.session();
        Tally tally = run.tally();
        ObjectNode end = line("end", session.id());
        end.put("status", session.state().label());
        end.put("message", session.message());
        end.put("total_files", tally.total());
        end.put("skipped_files", tally.skipped());
        end.put("failed_before_files", run.failedBefore().count());
        end.put("failed_files", tally.failed());
        end.put("quarantined_files", tally.quarantined());
        end.put("missing_files", tally.missing());
        end.set("stats", StatsJson.write(tally));
        end.set("read_again", readAgain(run));
        end.set("away", away(run));
        end.set("left_out", leftOut(run));
        end.set("unreadable", unreadable(run));
        print(end);
    }

    public static ObjectNode leftOut(RunSummary run) {
        ObjectNode counts = JSON.createObjectNode();
        run.leftOut().forEach(counts::put);
        return counts;
    }

    /** The first of them; {@code left_out} says how many there are. */
    public static ArrayNode unreadable(RunSummary run) {
        ArrayNode paths = JSON.createArrayNode();
        run.unreadable().forEach(entry -> paths.add(entry.path()));
        return paths;
    }

    public static ArrayNode readAgain(RunSummary run) {
        ArrayNode reasons = JSON.createArrayNode();
        run.readAgain()
                .forEach((change, files) ->
                        reasons.addObject().put("reason", change.label()).put("files", files));
        return reasons;
    }

    public static ArrayNode away(RunSummary run) {
        ArrayNode folders = JSON.createArrayNode();
        run.away()
                .forEach(away -> folders.addObject()
                        .put("path", away.folder().toString())
                        .put("files", away.files())
                        .put("reason", away.why().label()));
        return folders;
    }

    @Override
    public void close() {
        out.flush();
    }

    private static ObjectNode item(ItemEnded ended) {
        return line("item", ended.session())
                .put("path", PathText.of(ended.item().file().path()))
                .put("state", ended.state().label())
                .put("code", ended.code())
                .put("detail", ended.detail())
                .put("attempt", ended.item().attempt())
                .put("duration_ms", ended.took().toMillis());
    }

    private static ObjectNode line(String event, SessionId session) {
        return JSON.createObjectNode().put("event", event).put("session_id", session.value());
    }

    private synchronized void print(ObjectNode line) {
        out.println(line);
        if (!isReaderGone && out.checkError()) {
            isReaderGone = true;
            readerGone.run();
        }
    }
}
