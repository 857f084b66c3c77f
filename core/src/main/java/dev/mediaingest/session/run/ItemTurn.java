package dev.mediaingest.session.run;

import dev.mediaingest.analyse.Analysis.Complete;
import dev.mediaingest.analyse.Analysis.Partial;
import dev.mediaingest.analyse.Analysis.Unreadable;
import dev.mediaingest.analyse.Analysis.Unsupported;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.assess.Assessor;
import dev.mediaingest.commit.Catalog;
import dev.mediaingest.discover.Absence.Away;
import dev.mediaingest.discover.Absence.Why;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.FileCalls;
import dev.mediaingest.discover.Mount;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Reading;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent.Counted;
import dev.mediaingest.session.SessionEvent.Deferred;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One item's turn in a session: its attempt is stored, its file assessed, and the item ended, deferred or released. Whoever runs
 * a session does it by this, in one go with {@link #run} or step by step; only {@link #assess} may be called by other threads
 * than the one that runs the session. It promises nothing about the order of items.
 */
public final class ItemTurn {
    private final Session session;
    private final Lease lease;
    private final Assessor assessor;
    private final Discoverer discoverer;
    private final SessionPorts store;
    private final SessionPorts ports;
    private final SessionFolders folders;
    private final Deferral deferral;
    private final StopSignal stop;
    private final SessionListener listener;
    private final Retry retry;

    /** As {@link #of}, with the retrying of whoever runs the session. */
    ItemTurn(
            Session session,
            Lease lease,
            Assessor assessor,
            Discoverer discoverer,
            SessionPorts store,
            Deferral deferral,
            StopSignal stop,
            SessionListener listener,
            Retry retry)
            throws InterruptedException {
        this.session = session;
        this.lease = lease;
        this.assessor = assessor;
        this.discoverer = discoverer;
        this.store = store;
        this.ports = store.retrying(retry);
        this.deferral = deferral;
        this.stop = stop;
        this.listener = listener;
        this.retry = retry;
        this.folders = SessionFolders.of(session, ports.awayFolders(), discoverer.files(), retry);
    }

    /**
     * For the items of a session.
     *
     * @param lease of the session, whichever process claimed it
     * @param settling a file modified less long ago, or changed while it is read, is deferred; if zero, none is
     * @param listener hears of each step after it is stored
     */
    public static ItemTurn of(
            Session session,
            Lease lease,
            Assessor assessor,
            Discoverer discoverer,
            SessionPorts store,
            Duration settling,
            StopSignal stop,
            SessionListener listener)
            throws InterruptedException {
        Retry retry = new Retry(session.id(), stop, listener);
        return new ItemTurn(session, lease, assessor, discoverer, store, new Deferral(settling), stop, listener, retry);
    }

    /** What became of a turn. */
    public enum Outcome {
        /** The item has ended. */
        ENDED,
        /** The item is pending again, for when the others are done. */
        DEFERRED,
        /** The item is pending again as if it had not been begun: the session was asked to stop. */
        RELEASED,
        /** The item is begun still: its file was not there when it was looked at, and is now. It is to be assessed once more. */
        FILE_IS_BACK,
        /** Likewise, and a folder of the session was away: whatever was assessed meanwhile is out of date. */
        FOLDER_IS_BACK;

        /** Whether the item is to be assessed once more. */
        public boolean isAssessedAgain() {
            return this == FILE_IS_BACK || this == FOLDER_IS_BACK;
        }
    }

    /** The whole turn of an item. Returns when it has ended, or is pending again. */
    public Outcome run(Item item) throws InterruptedException {
        Custody custody = custody(begin(item));
        Outcome outcome;
        do {
            outcome = end(item, retry.call(() -> assess(item, custody)));
        } while (outcome.isAssessedAgain());
        return outcome;
    }

    /** Waits until a file can be assessed at once. */
    void awaitDecoders() throws InterruptedException {
        retry.call(() -> {
            assessor.awaitReady(session.parameters().assessmentOptions());
            return true;
        });
    }

    FileCalls files() {
        return discoverer.files();
    }

    Retry retry() {
        return retry;
    }

    /** Stores the attempt; the file must not be opened before. */
    Item begin(Item item) {
        int unused = ports.items().begin(lease, item);
        listener.on(new ItemBegun(item));
        return item;
    }

    /** Not retrying: other threads than the session's call it. */
    Custody custody(Item item) {
        return new Custody(store.items(), lease, item);
    }

    /**
     * Looks at the file.
     *
     * @throws dev.mediaingest.failure.Unavailable if no file can be assessed now
     */
    Assessment assess(Item item, Custody custody) throws InterruptedException {
        SessionParameters wanted = session.parameters();
        if (item.reading() == Reading.HEADERS) {
            Assessment headers =
                    assessor.assess(item.file(), wanted.headersOnly(), deferral.untouched(item), custody::handedOver);
            if (headers.analysis() instanceof Complete && headers.file().equals(item.file())) {
                return headers.ofHeaders();
            }
        }
        return assessor.assess(item.file(), wanted.assessmentOptions(), deferral.untouched(item), custody::handedOver);
    }

    /** Ends the item by what was found, unless that is not its file's last word; waits for a folder that is away. */
    Outcome end(Item item, Assessment assessment) throws InterruptedException {
        if (folders.isGoneWith(assessment)) {
            return folders.awaitBack(assessment) ? Outcome.FOLDER_IS_BACK : release(item);
        }
        if (folders.isBack(assessment)) {
            return Outcome.FILE_IS_BACK;
        }
        if (assessment.cutShort() && stop.isSet()) {
            return release(item); // whoever asked us to stop may have ended the worker as well
        }
        if (deferral.isWanted(item, assessment)) {
            return defer(item, assessment);
        }
        commit(item, storable(assessment));
        return Outcome.ENDED;
    }

    private Outcome release(Item item) {
        ports.items().release(lease, item);
        listener.on(new Deferred(item));
        return Outcome.RELEASED;
    }

    private Outcome defer(Item item, Assessment assessment) {
        ports.items().defer(lease, item, assessment.cutShort());
        listener.on(new Deferred(item));
        return Outcome.DEFERRED;
    }

    /** As it is, unless the catalogue has no place for such a file. */
    private Assessment storable(Assessment assessment) {
        return assessment
                .analysis()
                .catalogued()
                .flatMap(findings -> ports.catalog().refusal(assessment.file()))
                .map(reason -> Assessment.withoutPixels(assessment.file(), new Unreadable(reason), assessment.took()))
                .orElse(assessment);
    }

    private void commit(Item item, Assessment assessment) throws InterruptedException {
        ItemState ended = switch (assessment.analysis()) {
            case Complete(Findings findings) -> catalogue(item, assessment, findings);
            case Partial(Findings findings, Failure reason) -> catalogue(item, assessment, findings);
            case Unsupported(Failure reason) -> fail(item, assessment, reason);
            case Unreadable(Failure reason) -> fail(item, assessment, reason);
        };
        Optional<Failure> remark = assessment.analysis().remark();
        listener.on(new ItemEnded(
                item,
                ended,
                remark.map(failure -> failure.code().code()).orElse(null),
                remark.map(Failure::sentence).orElse(null),
                counted(assessment),
                assessment.took()));
    }

    private ItemState catalogue(Item item, Assessment assessment, Findings findings) throws InterruptedException {
        @Nullable Path movedFrom = retry.call(() -> formerPath(item, findings)).orElse(null);
        ports.catalog()
                .commit(lease, item, assessment, findings, session.parameters().analysedWith(), movedFrom);
        return ItemState.COMMITTED;
    }

    /** Where the file was, if one with its bytes is in the catalogue and on disk no more; a copy is another file. */
    private Optional<Path> formerPath(Item item, Findings findings) {
        Catalog catalog = store.catalog();
        return findings.contentSha256() == null
                ? Optional.empty()
                : catalog.sameContent(item, findings).stream()
                        .filter(this::isGone)
                        .findFirst();
    }

    /** A file whose disk is unplugged is not gone, wherever there is a copy of it. */
    private boolean isGone(Path file) {
        Set<Mount> mounts = store.awayFolders().mounts(List.of(file.getRoot()));
        return discoverer.isGone(file)
                && !(discoverer.absenceCheck(mounts).of(file) instanceof Away(Path folder, Why why)
                        && why == Why.UNMOUNTED);
    }

    private ItemState fail(Item item, Assessment assessment, Failure reason) {
        if (reason.code() == FailureCode.MISSING) {
            ports.catalog().markMissing(lease, item, reason, assessment);
            return ItemState.MISSING;
        }
        ports.catalog().fail(lease, item, reason, assessment);
        return ItemState.FAILED;
    }

    private static Counted counted(Assessment assessment) {
        return assessment
                .analysis()
                .catalogued()
                .map(findings -> new Counted(
                        findings.hasMetadata(),
                        findings.keywords().size(),
                        findings.score().isPresent(),
                        assessment.verdict().nsfw(),
                        assessment.verdict().assessed(),
                        assessment.analysis().remark().isPresent()))
                .orElse(Counted.NOTHING);
    }
}
