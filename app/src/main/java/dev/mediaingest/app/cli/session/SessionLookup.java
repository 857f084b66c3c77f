package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import java.util.List;
import java.util.Optional;

/** Finds a session by its id or by the first characters of it. */
final class SessionLookup {
    private static final int SEARCHED = 10_000;

    private SessionLookup() {}

    static Session find(Ledger ledger, String text) throws CannotStart {
        Optional<Session> exact = SessionId.parse(text).flatMap(ledger::find);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<Session> matches = text.isBlank()
                ? List.of()
                : ledger.list(SessionState.ALL, SEARCHED, 0).stream()
                        .filter(session -> session.id().value().startsWith(text))
                        .toList();
        return switch (matches.size()) {
            case 0 -> throw new CannotStart("There is no session " + text + "; `media-ingest sessions` lists them.");
            case 1 -> matches.get(0);
            default ->
                throw new CannotStart(matches.size() + " sessions begin with " + text + "; type more of the id.");
        };
    }
}
