package dev.mediaingest.session.run;

import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.WalkAhead;
import dev.mediaingest.plan.AbsentFiles;
import dev.mediaingest.plan.AwayFolder;
import dev.mediaingest.plan.AwayFolders;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.Planner;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent.Planned;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.StopSignal;
import java.util.List;

/** Stages 1 and 2 of a session: what is in its folders becomes its list. Thread-safe. */
final class ListPlanning {
    private final Discoverer discoverer;
    private final Planner planner;
    private final Items items;
    private final AwayFolders awayFolders;
    private final SessionListener listener;

    ListPlanning(
            Discoverer discoverer, Planner planner, Items items, AwayFolders awayFolders, SessionListener listener) {
        this.discoverer = discoverer;
        this.planner = planner;
        this.items = items;
        this.awayFolders = awayFolders;
        this.listener = listener;
    }

    /** Writes the list from the beginning. When asked to stop it leaves half a list, which the session does not have then. */
    Plan plan(Session session, Lease lease, StopSignal stop) {
        SessionParameters wanted = session.parameters();
        long mostToDo = wanted.maxFiles().orElse(Long.MAX_VALUE);
        ItemList list = items.newList(lease);
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
            list.complete();
            listener.on(new Planned(session.id(), plan));
        }
        return plan;
    }

    /** What the catalogue has and a complete walk did not meet is gone, unless it went with its disk. */
    private Plan withAbsent(Plan plan, ItemList list, SessionParameters wanted, WalkAhead walk) {
        var absent =
                new AbsentFiles(discoverer.absenceCheck(awayFolders.mounts(wanted.directories())), wanted.pattern());
        list.absent(wanted.directories(), wanted.recursive(), absent::count);
        long gone = absent.isEmpty() ? 0 : list.markGone(wanted.directories(), wanted.recursive(), absent::isGone);
        List<AwayFolder> away = absent.away();
        list.leaveAway(away);
        awayFolders.saw(
                wanted.directories(),
                walk.mounts(),
                away.stream().map(AwayFolder::folder).toList());
        return plan.withAbsent(gone, away);
    }
}
