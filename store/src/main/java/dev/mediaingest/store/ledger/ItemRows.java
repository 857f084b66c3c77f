package dev.mediaingest.store.ledger;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.SidecarStamp;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.store.sql.Times;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of the items' table. */
final class ItemRows {
    private ItemRows() {}

    static SourceFile sourceFile(ResultSet row) throws SQLException {
        return new SourceFile(
                PathText.parse(row.getString("path")),
                row.getLong("size"),
                Times.instant(row.getLong("modified_at")),
                new SidecarStamp(row.getLong("sidecars")));
    }

    static ItemReport report(ResultSet row) throws SQLException {
        String code = row.getString("code");
        return new ItemReport(
                row.getLong("position"),
                row.getLong("revision"),
                row.getString("path"),
                row.getLong("size"),
                ItemState.ofLabel(row.getString("state")),
                row.getInt("attempts"),
                row.getString("reason"),
                code,
                row.getString("detail"),
                code == null
                        ? null
                        : FailureCode.ofCode(code).map(FailureCode::nextStep).orElse(null),
                SessionRows.nullableLong(row, "duration_ms"),
                Times.instant(row, "started_at"),
                Times.instant(row, "ended_at"),
                SessionRows.nullableLong(row, "media_id"));
    }
}
