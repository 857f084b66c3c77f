package dev.mediaingest.store;

import dev.mediaingest.commit.Catalog;
import dev.mediaingest.commit.Verdicts;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.library.Duplicates;
import dev.mediaingest.library.Library;
import dev.mediaingest.library.Statistics;
import dev.mediaingest.plan.KnownFiles;
import dev.mediaingest.report.CataloguedFiles;
import dev.mediaingest.report.IngestedCounts;
import dev.mediaingest.session.SessionStore;
import dev.mediaingest.writeback.GivenFiles;
import java.util.Optional;

/** An open database: the catalogue and the ledger in one. Closing it, twice too, closes its connections. Thread-safe. */
public final class Store implements AutoCloseable {
    private final Database database;
    private final Leases leases;
    private final SessionStore sessions;
    private final Catalog catalog;
    private final GivenFiles given;
    private final Verdicts verdicts;
    private final IngestedCounts counts;
    private final CataloguedFiles files;
    private final KnownFiles known;
    private final LibraryIndexer indexer;
    private final Library library;
    private final Duplicates duplicates;
    private final Statistics statistics;

    Store(
            Database database,
            Leases leases,
            SessionStore sessions,
            Catalog catalog,
            GivenFiles given,
            Verdicts verdicts,
            IngestedCounts counts,
            CataloguedFiles files,
            KnownFiles known,
            LibraryIndexer indexer,
            Library library,
            Duplicates duplicates,
            Statistics statistics) {
        this.database = database;
        this.leases = leases;
        this.sessions = sessions;
        this.catalog = catalog;
        this.given = given;
        this.verdicts = verdicts;
        this.counts = counts;
        this.files = files;
        this.known = known;
        this.indexer = indexer;
        this.library = library;
        this.duplicates = duplicates;
        this.statistics = statistics;
    }

    public SessionStore sessions() {
        return sessions;
    }

    public Catalog catalog() {
        return catalog;
    }

    /** What people gave files, for writing it back. */
    public GivenFiles given() {
        return given;
    }

    public Verdicts verdicts() {
        return verdicts;
    }

    public IngestedCounts counts() {
        return counts;
    }

    public CataloguedFiles files() {
        return files;
    }

    /** For comparisons that write nothing. */
    public KnownFiles known() {
        return known;
    }

    /** Shows what is committed once it {@link Library#catchUp catches up}, or by itself if {@link #followCommits} was called. */
    public Library library() {
        return library;
    }

    /** What the catalogue holds more than once. */
    public Duplicates duplicates() {
        return duplicates;
    }

    /** The catalogue in numbers. */
    public Statistics statistics() {
        return statistics;
    }

    /** Lets the library follow the commits by itself from now on. */
    public void followCommits() {
        indexer.follow();
    }

    /** What database this is. */
    public DatabaseFacts facts() {
        return DatabaseFacts.read(database);
    }

    /** What keeps the database from answering, as a sentence; empty if it answers. */
    public Optional<String> trouble() {
        try {
            database.read(handle ->
                    handle.createQuery("select 1").mapTo(Integer.class).one());
            return Optional.empty();
        } catch (Unavailable e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    @Override
    public void close() {
        indexer.close();
        leases.close();
        database.close();
    }
}
