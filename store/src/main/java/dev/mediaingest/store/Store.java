package dev.mediaingest.store;

import dev.mediaingest.commit.Catalog;
import dev.mediaingest.commit.Thresholds;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.library.CataloguedFiles;
import dev.mediaingest.library.Duplicates;
import dev.mediaingest.library.IngestedCounts;
import dev.mediaingest.library.Library;
import dev.mediaingest.library.PerceptualHashIndex;
import dev.mediaingest.library.Statistics;
import dev.mediaingest.plan.AwayFolders;
import dev.mediaingest.plan.KnownFiles;
import dev.mediaingest.report.LeftOutFiles;
import dev.mediaingest.report.Outbox;
import dev.mediaingest.report.SessionReports;
import dev.mediaingest.session.AuditLog;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Leases;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.run.SessionPorts;
import dev.mediaingest.store.catalog.JdbcCatalog;
import dev.mediaingest.store.catalog.JdbcCataloguedFiles;
import dev.mediaingest.store.catalog.JdbcIngestedCounts;
import dev.mediaingest.store.catalog.JdbcThresholds;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.database.RevisionCache;
import dev.mediaingest.store.ledger.JdbcAuditLog;
import dev.mediaingest.store.ledger.JdbcAwayFolders;
import dev.mediaingest.store.ledger.JdbcItems;
import dev.mediaingest.store.ledger.JdbcKnownFiles;
import dev.mediaingest.store.ledger.JdbcLeases;
import dev.mediaingest.store.ledger.JdbcLedger;
import dev.mediaingest.store.ledger.JdbcLeftOutFiles;
import dev.mediaingest.store.ledger.JdbcOutbox;
import dev.mediaingest.store.ledger.JdbcSessionReports;
import dev.mediaingest.store.ledger.SessionCounts;
import dev.mediaingest.store.ledger.SessionRows;
import dev.mediaingest.store.library.JdbcDuplicates;
import dev.mediaingest.store.library.JdbcGivenFiles;
import dev.mediaingest.store.library.JdbcLibrary;
import dev.mediaingest.store.library.JdbcStatistics;
import dev.mediaingest.store.library.LibraryIndexer;
import dev.mediaingest.store.library.StoredHashes;
import dev.mediaingest.writeback.GivenFiles;
import java.time.InstantSource;
import java.util.Optional;

/** An open database: the catalogue and the ledger in one. Closing it, twice too, closes its connections. Thread-safe. */
public final class Store implements AutoCloseable {
    private final Database database;
    private final JdbcLeases leases;
    private final LibraryIndexer indexer;
    private final Ledger ledger;
    private final Items items;
    private final SessionReports reports;
    private final LeftOutFiles leftOut;
    private final AuditLog auditLog;
    private final Outbox outbox;
    private final AwayFolders awayFolders;
    private final Catalog catalog;
    private final GivenFiles given;
    private final Thresholds thresholds;
    private final IngestedCounts counts;
    private final CataloguedFiles files;
    private final KnownFiles known;
    private final Library library;
    private final Duplicates duplicates;
    private final Statistics statistics;

    Store(Database database, String server, InstantSource clock) {
        this.database = database;
        this.leases = JdbcLeases.start(database, server);
        this.indexer = new LibraryIndexer(database, clock);
        SessionRows rows = new SessionRows(leases, clock);
        SessionCounts sessionCounts = new SessionCounts(database);
        RevisionCache<PerceptualHashIndex> hashes =
                RevisionCache.ofLibrary(database, () -> StoredHashes.read(database));
        this.ledger = new JdbcLedger(database, leases, rows, sessionCounts);
        this.items = new JdbcItems(database, leases, rows, sessionCounts, clock);
        this.reports = new JdbcSessionReports(database, sessionCounts);
        this.leftOut = new JdbcLeftOutFiles(database);
        this.auditLog = new JdbcAuditLog(database, rows);
        this.outbox = new JdbcOutbox(database, server);
        this.awayFolders = new JdbcAwayFolders(database, clock);
        this.catalog = new JdbcCatalog(database, leases, clock);
        this.given = new JdbcGivenFiles(database, leases, clock);
        this.thresholds = new JdbcThresholds(database, clock);
        this.counts = new JdbcIngestedCounts(database);
        this.files = new JdbcCataloguedFiles(database);
        this.known = new JdbcKnownFiles(database);
        this.library = new JdbcLibrary(database, indexer, hashes, clock);
        this.duplicates = new JdbcDuplicates(database, hashes, clock);
        this.statistics = new JdbcStatistics(database);
    }

    /** Who runs sessions here. */
    public Leases leases() {
        return leases;
    }

    /** What a runner of sessions needs. */
    public SessionPorts sessionPorts() {
        return new SessionPorts(ledger, items, catalog, awayFolders);
    }

    /** The sessions and their queue. */
    public Ledger ledger() {
        return ledger;
    }

    /** The items of sessions. */
    public Items items() {
        return items;
    }

    /** What became of items. */
    public SessionReports reports() {
        return reports;
    }

    /** What a walk left out. */
    public LeftOutFiles leftOut() {
        return leftOut;
    }

    /** Who did what to sessions. */
    public AuditLog auditLog() {
        return auditLog;
    }

    /** Notices that are still to be delivered. */
    public Outbox outbox() {
        return outbox;
    }

    /** Folders whose disk is away. */
    public AwayFolders awayFolders() {
        return awayFolders;
    }

    /** The catalogue, as a session writes it. */
    public Catalog catalog() {
        return catalog;
    }

    /** What people gave files, for writing it back. */
    public GivenFiles given() {
        return given;
    }

    /** What is NSFW. */
    public Thresholds thresholds() {
        return thresholds;
    }

    /** What was ingested by whom and when. */
    public IngestedCounts counts() {
        return counts;
    }

    /** Files of the catalogue by id. */
    public CataloguedFiles files() {
        return files;
    }

    /** Comparisons of files with the catalogue that write nothing. */
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
