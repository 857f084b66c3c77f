package dev.mediaingest.session;

import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.SessionId;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What does a session's work. Stateless between calls; a session must not be run twice at once. */
public interface Engine {

    /** Writes the session's list of items, from the beginning if an earlier attempt was cut short. */
    Plan plan(Session session, Lease lease, StopSignal stop);

    /** Runs the session from wherever it stands: until every item has ended, or to the next file boundary after a stop. */
    void run(Session session, Lease lease, StopSignal stop) throws InterruptedException;

    /**
     * Marks the files of a session's away folders as missing; see {@link dev.mediaingest.plan.AwayFolders#confirm}.
     *
     * @return how many; empty if none of its folders is away there
     */
    OptionalLong confirmMissing(SessionId session, Path folder);

    /** From now on a folder that does not answer is given up soon: the program is being stopped. */
    void hurry();

    /** One for each kind of session. */
    static Engine byKind(Engine ingest, Engine writeBack) {
        return new Engine() {
            @Override
            public Plan plan(Session session, Lease lease, StopSignal stop) {
                return of(session).plan(session, lease, stop);
            }

            @Override
            public void run(Session session, Lease lease, StopSignal stop) throws InterruptedException {
                of(session).run(session, lease, stop);
            }

            @Override
            public OptionalLong confirmMissing(SessionId session, Path folder) {
                return ingest.confirmMissing(session, folder);
            }

            @Override
            public void hurry() {
                ingest.hurry();
                writeBack.hurry();
            }

            private Engine of(Session session) {
                return session.parameters().writeBack().isPresent() ? writeBack : ingest;
            }
        };
    }
}
