package dev.mediaingest.session;

import dev.mediaingest.plan.Plan;

/** What does a session's work. Stateless between calls; a session must not be run twice at once. */
public interface Engine {

    /** Writes the session's list of items, from the beginning if an earlier attempt was cut short. */
    Plan plan(Session session, StopSignal stop);

    /** Runs the session from wherever it stands: until every item has ended, or to the next file boundary after a stop. */
    void run(Session session, StopSignal stop) throws InterruptedException;

    /** From now on a folder that does not answer is given up soon: the program is being stopped. */
    void hurry();

    /** One for each kind of session. */
    static Engine byKind(Engine ingest, Engine writeBack) {
        return new Engine() {
            @Override
            public Plan plan(Session session, StopSignal stop) {
                return of(session).plan(session, stop);
            }

            @Override
            public void run(Session session, StopSignal stop) throws InterruptedException {
                of(session).run(session, stop);
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
