package dev.mediaingest.session;

import dev.mediaingest.analyse.Analysis.Complete;
import dev.mediaingest.analyse.Analysis.Partial;
import dev.mediaingest.analyse.Analysis.Unreadable;
import dev.mediaingest.analyse.Analysis.Unsupported;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.classify.Assessment;
import dev.mediaingest.classify.Assessor;
import dev.mediaingest.commit.Catalog;
import dev.mediaingest.discover.Absence.Away;
import dev.mediaingest.discover.Absence.Why;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.Mount;
import dev.mediaingest.discover.WalkAhead;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Reading;
import dev.mediaingest.plan.AbsentFiles;
import dev.mediaingest.plan.AwayFolder;
import dev.mediaingest.plan.AwayFolders;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.Planner;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.Tally;
import dev.mediaingest.session.SessionEvent.Counted;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Planned;
import dev.mediaingest.session.SessionEvent.PutOff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Runs one session from wherever it stands to its end: discover, plan, then every file in list order through analyse,
 * classify and commit, and a report that adds up. Stateless between calls; a session must not be run twice at once.
 *
 * <p>Whatever ends the process, at whatever line, the next run goes on with exactly the files that are not committed:
 * the attempt is stored before a file is opened, and a file's rows and its item's end are one transaction.
 */
public final class SessionRunner implements Engine {
    private static final Duration UNUSUALLY_LONG = Duration.ofSeconds(1);

    private final Discoverer discoverer;
    private final Planner planner;
    private final Assessor assessor;
    private final Catalog catalog;
    private final SessionStore sessions;
    private final SessionListener listener;
    private final Deferral deferral;

    /**
     * A runner with these collaborators.
     *
     * @param settling a file modified less long ago, or changed while it is read, is looked at again when the others are done;
     *     if zero, none is
     */
    public SessionRunner(
            Discoverer discoverer,
            Planner planner,
            Assessor assessor,
            Catalog catalog,
            SessionStore sessions,
            SessionListener listener,
            Duration settling) {
        this.discoverer = discoverer;
        this.planner = planner;
        this.assessor = assessor;
        this.catalog = catalog;
        this.sessions = sessions;
        this.listener = listener;
        this.deferral = new Deferral(settling);
    }

    /** The whole flow. Returns when every item has ended, or at the next file boundary after {@code stop} was set. */
    @Override
    public void run(Session session, StopSignal stop) throws InterruptedException {
        Patience patience = new Patience(session.id(), stop, listener);
        var course = new SessionCourse(session, sessions, listener, patience);
        if (!session.planned()) {
            patience.persist(() -> plan(session, stop)); // 1 discover, 2 plan
        }
        awaitDecoders(session, course.begin(), patience);
        var items = new PendingItems(sessions, session.id(), patience, deferral.settling());
        SessionFolders folders =
                patience.persist(() -> folders(session.parameters().directories()));
        try (var turns = new InOrder(
                session.parameters().workers(),
                sessions,
                (item, custody) -> assess(session, item, custody),
                discoverer.files())) {
            while (!turns.isEmpty() || (!stop.isSet() && (items.hasNext() || items.awaitNextLook()))) {
                while (!stop.isSet() && items.hasNext() && turns.hasRoomFor(items.peek())) {
                    turns.begin(recordAttempt(items.next(), patience)); // 3 analyse, 4 classify
                }
                if (turns.isEmpty()) {
                    continue; // told to stop before the first of them
                }
                Assessment assessment = awaitFirst(turns, patience);
                if (patience.persist(() -> folders.isGoneWith(assessment)) && folders.cameBack(assessment, patience)) {
                    turns.repeatAll();
                } else if (patience.persist(() -> folders.isBack(assessment))) {
                    turns.repeatFirst();
                } else if (assessment.cutShort() && stop.isSet()) {
                    giveBack(turns.first(), patience);
                    turns.removeFirst();
                } else if (deferral.isWanted(turns.first(), assessment)) {
                    putOff(turns.first(), assessment, items, patience);
                    turns.removeFirst();
                } else {
                    commit(session, turns.first(), storable(assessment), patience); // 5 commit
                    turns.removeFirst();
                }
            }
        }
        course.finish(stop); // 6 report
    }

    private SessionFolders folders(List<Path> directories) {
        return new SessionFolders(directories, sessions.awayFolders().mounts(directories), discoverer.files());
    }

    @Override
    public void hurry() {
        discoverer.files().close();
    }

    /** Stages 1 and 2: writes the session's list of items, from the beginning if an earlier attempt was cut short. */
    @Override
    public Plan plan(Session session, StopSignal stop) {
        SessionParameters wanted = session.parameters();
        assessor.prepare(wanted.assessmentOptions());
        long mostToDo = wanted.maxFiles().orElse(Long.MAX_VALUE);
        ItemList list = sessions.newList(session.id());
        Plan plan;
        try (WalkAhead walk =
                discoverer.walkAhead(wanted.directories(), wanted.pattern(), wanted.recursive(), wanted.exclusions())) {
            plan = planner.plan(walk, wanted.skipExisting(), mostToDo, list, stop::isSet);
            SessionFolders.requireAll(wanted.directories(), discoverer.files());
            if (!stop.isSet() && !walk.hasNext() && plan.toDo() < mostToDo) {
                plan = withAbsent(plan, list, wanted, walk);
            }
        }
        if (!stop.isSet()) {
            sessions.planned(session.id());
            listener.on(new Planned(session.id(), plan));
        }
        return plan;
    }

    /** What the catalogue has and a complete walk did not meet is gone, unless it went with its disk. */
    private Plan withAbsent(Plan plan, ItemList list, SessionParameters wanted, WalkAhead walk) {
        AwayFolders folders = sessions.awayFolders();
        var absent = new AbsentFiles(discoverer.absenceCheck(folders.mounts(wanted.directories())), wanted.pattern());
        list.absent(wanted.directories(), wanted.recursive(), absent::count);
        long gone = absent.isEmpty() ? 0 : list.markGone(wanted.directories(), wanted.recursive(), absent::isGone);
        List<AwayFolder> away = absent.away();
        list.leaveAway(away);
        folders.saw(
                wanted.directories(),
                walk.mounts(),
                away.stream().map(AwayFolder::folder).toList());
        return plan.withAbsent(gone, away);
    }

    /** Marks the files of a session's away folders as missing; see {@link AwayFolders#confirm}. */
    @Override
    public OptionalLong confirmMissing(SessionId session, Path folder) {
        return sessions.awayFolders().confirm(session, folder, discoverer::isNotThere);
    }

    private void awaitDecoders(Session session, Tally begun, Patience patience) throws InterruptedException {
        if (begun.pending() > 0) {
            patience.persist(() -> {
                assessor.awaitReady(session.parameters().assessmentOptions());
                return true;
            });
        }
    }

    private Item recordAttempt(Item item, Patience patience) throws InterruptedException {
        patience.persist(() -> sessions.beginAttempt(item));
        listener.on(new ItemBegun(item));
        return item;
    }

    private Assessment awaitFirst(InOrder turns, Patience patience) throws InterruptedException {
        if (!turns.isFirstReadyWithin(UNUSUALLY_LONG)) {
            patience.persist(turns::requireAnswer); // a file is not to be suspected of what its disk does
            patience.persist(turns::firstTakesLong);
        }
        return patience.persist(turns::awaitFirst);
    }

    private Assessment assess(Session session, Item item, Custody custody) throws InterruptedException {
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

    /** Whoever told us to stop may have ended the worker as well; the file has nothing to do with it. */
    private void giveBack(Item item, Patience patience) throws InterruptedException {
        patience.persist(() -> sessions.giveBack(item));
        listener.on(new PutOff(item));
    }

    private void putOff(Item item, Assessment assessment, PendingItems items, Patience patience)
            throws InterruptedException {
        if (assessment.cutShort()) {
            patience.persist(() -> sessions.putOffCutShort(item));
        } else {
            patience.persist(() -> sessions.putOff(item));
        }
        items.putOff();
        listener.on(new PutOff(item));
    }

    /** As it is, unless the catalogue has no place for such a file. */
    private Assessment storable(Assessment assessment) {
        return assessment
                .analysis()
                .catalogued()
                .flatMap(findings -> catalog.refusal(assessment.file()))
                .map(reason -> Assessment.withoutPixels(assessment.file(), new Unreadable(reason), assessment.took()))
                .orElse(assessment);
    }

    private void commit(Session session, Item item, Assessment assessment, Patience patience)
            throws InterruptedException {
        ItemState ended = switch (assessment.analysis()) {
            case Complete(Findings findings) -> catalogue(session, item, assessment, findings, patience);
            case Partial(Findings findings, Failure reason) -> catalogue(session, item, assessment, findings, patience);
            case Unsupported(Failure reason) -> fail(item, assessment, reason, patience);
            case Unreadable(Failure reason) -> fail(item, assessment, reason, patience);
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

    private ItemState catalogue(Session session, Item item, Assessment assessment, Findings findings, Patience patience)
            throws InterruptedException {
        String analysedWith = session.parameters().analysedWith();
        Path movedFrom = patience.persist(() -> formerPath(item, findings)).orElse(null);
        patience.persist(() -> catalog.commit(item, assessment, findings, analysedWith, movedFrom));
        return ItemState.COMMITTED;
    }

    /** Where the file was, if one with its bytes is in the catalogue and on disk no more; a copy is another file. */
    private Optional<Path> formerPath(Item item, Findings findings) {
        return findings.contentSha256() == null
                ? Optional.empty()
                : catalog.sameContent(item, findings).stream()
                        .filter(this::isGone)
                        .findFirst();
    }

    /** A file whose disk is unplugged is not gone, wherever there is a copy of it. */
    private boolean isGone(Path file) {
        Set<Mount> mounts = sessions.awayFolders().mounts(List.of(file.getRoot()));
        return discoverer.isGone(file)
                && !(discoverer.absenceCheck(mounts).of(file) instanceof Away(Path folder, Why why)
                        && why == Why.UNMOUNTED);
    }

    private ItemState fail(Item item, Assessment assessment, Failure reason, Patience patience)
            throws InterruptedException {
        if (reason.code() == FailureCode.MISSING) {
            patience.persist(() -> catalog.markMissing(item, reason, assessment));
            return ItemState.MISSING;
        }
        patience.persist(() -> catalog.fail(item, reason, assessment));
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
