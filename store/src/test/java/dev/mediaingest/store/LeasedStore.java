package dev.mediaingest.store;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.AttemptLimits;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.Tally;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A store as a server sees it that runs its sessions itself: it remembers their leases and the lists it writes. */
final class LeasedStore {
    private final Store store;
    private final Map<SessionId, Lease> leases = new HashMap<>();
    private final Map<SessionId, ItemList> lists = new HashMap<>();

    LeasedStore(Store store) {
        this.store = store;
    }

    Session create(SessionId id) {
        Ledger.Created created = store.ledger().create(id, Samples.parameters(), Actor.PROGRAM);
        leases.put(id, created.lease());
        return created.session();
    }

    Lease lease(SessionId id) {
        return Objects.requireNonNull(leases.get(id));
    }

    /** Whether the session is this server's now. */
    boolean claim(SessionId id) {
        Optional<Lease> claimed = store.leases().claim(id);
        claimed.ifPresent(lease -> leases.put(id, lease));
        return claimed.isPresent();
    }

    void releaseSession(SessionId id) {
        store.leases().release(lease(id));
    }

    ItemList newList(SessionId id) {
        ItemList list = store.items().newList(lease(id));
        lists.put(id, list);
        return list;
    }

    /** Declares the list complete that was written last. */
    Session planned(SessionId id) {
        Objects.requireNonNull(lists.get(id)).complete();
        return store.ledger().find(id).orElseThrow();
    }

    /** The only item of a new session. */
    Item listed(SourceFile file) {
        SessionId id = create(SessionId.random()).id();
        var unused = newList(id).add(List.of(file), false, Long.MAX_VALUE);
        planned(id);
        return pending(id, 0, 1).getFirst();
    }

    List<Item> pending(SessionId id, long after, int limit) {
        return pending(id, 0, after, limit);
    }

    List<Item> pending(SessionId id, int deferrals, long after, int limit) {
        return store.items().pending(id, deferrals, after, limit);
    }

    OptionalInt nextDeferral(SessionId id, int deferrals) {
        return store.items().nextDeferral(id, deferrals);
    }

    int begin(Item item) {
        return store.items().begin(lease(item.session()), item);
    }

    void markSlow(Item item) {
        store.items().markSlow(lease(item.session()), item);
    }

    void handedOver(Item item) {
        store.items().handedOver(lease(item.session()), item);
    }

    void defer(Item item, boolean cutShort) {
        store.items().defer(lease(item.session()), item, cutShort);
    }

    void release(Item item) {
        store.items().release(lease(item.session()), item);
    }

    void releaseInterrupted(SessionId id, AttemptLimits limits) {
        store.items().releaseInterrupted(lease(id), limits);
    }

    void skipRest(SessionId id, String reason) {
        store.items().skipRest(id, reason);
    }

    int retry(SessionId id) {
        return store.items().retry(id, List.of());
    }

    int retry(SessionId id, List<Long> positions) {
        return store.items().retry(id, positions);
    }

    Tally tally(SessionId id) {
        return store.items().tally(id);
    }

    void commit(Item item, Assessment assessment, Findings findings) {
        commit(item, assessment, findings, Samples.ANALYSED_WITH, null);
    }

    void commit(Item item, Assessment assessment, Findings findings, String analysedWith, @Nullable Path movedFrom) {
        store.catalog().commit(lease(item.session()), item, assessment, findings, analysedWith, movedFrom);
    }

    void fail(Item item, Failure failure, Assessment assessment) {
        store.catalog().fail(lease(item.session()), item, failure, assessment);
    }

    void markMissing(Item item, Failure failure, Assessment assessment) {
        store.catalog().markMissing(lease(item.session()), item, failure, assessment);
    }
}
