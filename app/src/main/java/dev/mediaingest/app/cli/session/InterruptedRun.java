package dev.mediaingest.app.cli.session;

import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** A session over the same folders that stopped before its end: going on with it is mostly what a person means who ingests them again. */
final class InterruptedRun {
    private InterruptedRun() {}

    /** The newest that was asked the same and stopped. */
    static Optional<Session> of(Ledger ledger, SessionParameters wanted) {
        return ledger.inState(SessionState.INTERRUPTED, SessionState.PAUSED).stream()
                .filter(session -> session.planned()
                        && session.parameters().directories().equals(wanted.directories())
                        && session.parameters().pattern().equals(wanted.pattern())
                        && session.parameters().recursive() == wanted.recursive()
                        && session.parameters().writeBack().isEmpty())
                .max(Comparator.comparing(Session::createdAt));
    }

    /**
     * Asks whether to go on with it, or says how, and that a new session begins.
     *
     * @param mayAsk whether a person is there to answer
     * @param options what a command to resume must repeat
     */
    static boolean isWanted(Session session, Tally tally, boolean mayAsk, String options, PrintWriter err) {
        String sentence = "A session over these folders stopped after %,d of %,d files."
                .formatted(tally.processed(), tally.total());
        Console console = mayAsk ? System.console() : null;
        if (console == null) {
            err.printf(
                    "media-ingest: %s A new one begins; to go on with that one instead: ./media-ingest resume %s%s%n",
                    sentence, session.id(), options);
            return false;
        }
        String answer = console.readLine("%s Go on with it? [Y/n] ", sentence);
        return answer != null && !answer.strip().toLowerCase(Locale.ROOT).startsWith("n");
    }
}
