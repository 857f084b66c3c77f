package dev.mediaingest.session.run;

import dev.mediaingest.assess.Assessor;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.Planner;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Engine;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Ingests on this machine: the list is written, and its files are analysed by several threads and committed by one, each in a
 * transaction of its own, in the order of the list. What fails because the environment is broken is tried until it works.
 */
public final class SessionRunner implements Engine {
    private final Discoverer discoverer;
    private final ListPlanning planning;
    private final Assessor assessor;
    private final SessionPorts ports;
    private final SessionListener listener;
    private final Deferral deferral;

    /**
     * Puts the stages together.
     *
     * @param settling a file modified less long ago, or changed while it is read, is looked at again when the others are done;
     *     if zero, none is
     */
    public SessionRunner(
            Discoverer discoverer,
            Planner planner,
            Assessor assessor,
            SessionPorts ports,
            SessionListener listener,
            Duration settling) {
        this.discoverer = discoverer;
        this.planning = new ListPlanning(discoverer, planner, ports.items(), ports.awayFolders(), listener);
        this.assessor = assessor;
        this.ports = ports;
        this.listener = listener;
        this.deferral = new Deferral(settling);
    }

    /** The whole flow. Returns when every item has ended, or at the next file boundary after {@code stop} was set. */
    @Override
    public void run(Session session, Lease lease, StopSignal stop) throws InterruptedException {
        var lifecycle = new SessionLifecycle(session, lease, stop, ports.ledger(), ports.items(), listener);
        lifecycle.plan(() -> plan(session, lease, stop)); // 1 discover, 2 plan
        boolean isAnythingToDo = lifecycle.begin().pending() > 0;
        ItemTurn turn = turn(session, lease, stop, lifecycle);
        if (isAnythingToDo) {
            turn.awaitDecoders();
        }
        PendingItems items = lifecycle.pendingItems(deferral.settling());
        try (var assessments = new OrderedAssessments(session.parameters().workers(), turn)) {
            while (!assessments.isEmpty() || (!stop.isSet() && (items.hasNext() || items.awaitDeferred()))) {
                while (!stop.isSet() && items.hasNext() && assessments.hasRoomFor(items.peek())) {
                    assessments.begin(turn.begin(items.next())); // 3 to 6: analyse, pixels, classify, assess
                }
                if (assessments.isEmpty()) {
                    continue; // asked to stop before the first of them
                }
                switch (turn.end(assessments.first(), assessments.awaitFirst())) { // 7 commit
                    case ENDED, RELEASED -> assessments.removeFirst();
                    case DEFERRED -> {
                        assessments.removeFirst();
                        items.deferred();
                    }
                    case FILE_IS_BACK -> assessments.repeatFirst();
                    case FOLDER_IS_BACK -> assessments.repeatAll();
                }
            }
        }
        lifecycle.finish(); // 8 report
    }

    private ItemTurn turn(Session session, Lease lease, StopSignal stop, SessionLifecycle lifecycle)
            throws InterruptedException {
        return new ItemTurn(session, lease, assessor, discoverer, ports, deferral, stop, listener, lifecycle.retry());
    }

    /** Stages 1 and 2: writes the session's list of items, from the beginning if an earlier attempt was cut short. */
    @Override
    public Plan plan(Session session, Lease lease, StopSignal stop) {
        assessor.prepare(session.parameters().assessmentOptions());
        return planning.plan(session, lease, stop);
    }

    @Override
    public OptionalLong confirmMissing(SessionId session, Path folder) {
        return ports.awayFolders().confirm(session, folder, discoverer::isNotThere);
    }

    @Override
    public void hurry() {
        discoverer.files().close();
    }
}
