package dev.mediaingest.store.ledger;

import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.EarlierReadings;
import dev.mediaingest.plan.KnownFiles;
import dev.mediaingest.plan.KnownFiles.Standing.Outdated;
import dev.mediaingest.plan.KnownFiles.Standing.Plain;
import dev.mediaingest.store.database.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Compares files with the catalogue, a batch at once, as the list of a session does. */
public final class JdbcKnownFiles implements KnownFiles {
    private final Database database;

    public JdbcKnownFiles(Database database) {
        this.database = database;
    }

    @Override
    public List<Standing> compare(List<SourceFile> files, EarlierReadings earlier, boolean retryFailed) {
        CatalogComparison comparison = new CatalogComparison(database.dialect(), earlier, retryFailed);
        List<Standing> standings = new ArrayList<>(Collections.nCopies(files.size(), Plain.NEW));
        database.read(handle -> {
            comparison.known(handle, files).forEach((place, known) -> standings.set(place, standing(known)));
            if (!earlier.isNone() && !retryFailed) {
                failedBefore(handle, files, standings);
            }
            return standings;
        });
        return standings;
    }

    private static Standing standing(CatalogComparison.Known known) {
        return known.isUnchanged()
                ? Plain.UNCHANGED
                : known.readAgain().<Standing>map(Outdated::new).orElse(Plain.CHANGED);
    }

    private void failedBefore(Handle handle, List<SourceFile> files, List<Standing> standings) throws SQLException {
        for (int place :
                new KnownBadFiles(database.dialect()).among(handle, files).keySet()) {
            if (standings.get(place) != Plain.UNCHANGED) {
                standings.set(place, Plain.FAILED_BEFORE);
            }
        }
    }
}
