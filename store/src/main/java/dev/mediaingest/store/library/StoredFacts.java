package dev.mediaingest.store.library;

import dev.mediaingest.media.Camera;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Location;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.Origin;
import dev.mediaingest.store.sql.Json;
import dev.mediaingest.store.sql.NullableColumns;
import dev.mediaingest.store.sql.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What headers said of a file, put together from its rows. What another program wrote may be anything. Stateless. */
final class StoredFacts {
    private StoredFacts() {}

    static MediaFacts read(MediaType type, ResultSet row) throws SQLException {
        Long width = NullableColumns.whole(row, "width");
        Long height = NullableColumns.whole(row, "height");
        Dimensions dimensions = width == null || height == null || width < 1 || height < 1
                ? null
                : new Dimensions(width.intValue(), height.intValue());
        Object alpha = row.getObject("has_alpha");
        return new MediaFacts(
                type,
                dimensions,
                row.getString("color_mode"),
                alpha == null ? null : row.getBoolean("has_alpha"),
                NullableColumns.decimal(row, "duration"),
                NullableColumns.decimal(row, "frame_rate"),
                NullableColumns.whole(row, "frame_count"),
                row.getString("codec"),
                NullableColumns.whole(row, "bit_rate"),
                Orientation.ofExif(row.getInt("orientation")).orElse(null),
                row.getString("icc_profile"),
                new Origin(captured(row), location(row), camera(row), Json.exposure(row.getString("exposure"))));
    }

    private static @Nullable CapturedAt captured(ResultSet row) throws SQLException {
        Instant at = Times.instant(row, "captured_at");
        String source = row.getString("captured_source");
        return at == null || source == null
                ? null
                : Arrays.stream(CapturedAt.Source.values())
                        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(source))
                        .findFirst()
                        .map(known -> captured(row, at, known))
                        .orElse(null);
    }

    private static CapturedAt captured(ResultSet row, Instant at, CapturedAt.Source source) {
        try {
            boolean zoned = row.getBoolean("captured_zoned");
            Instant clock = Times.instant(row, "captured_clock");
            return clock == null
                    ? new CapturedAt(at, zoned, source)
                    : new CapturedAt(at, zoned, source, LocalDateTime.ofInstant(clock, ZoneOffset.UTC));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Location location(ResultSet row) throws SQLException {
        Double latitude = NullableColumns.decimal(row, "latitude");
        Double longitude = NullableColumns.decimal(row, "longitude");
        return latitude == null || longitude == null || !Location.isPossible(latitude, longitude)
                ? null
                : new Location(latitude, longitude, NullableColumns.decimal(row, "altitude"));
    }

    private static @Nullable Camera camera(ResultSet row) throws SQLException {
        String make = row.getString("camera_make");
        String model = row.getString("camera_model");
        return make == null && model == null ? null : new Camera(make, model);
    }
}
