package dev.mediaingest.store.library;

import dev.mediaingest.media.generation.ModelName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one name of each model in the library: what files call it, in any case, without folders, extension and hash; names that
 * came with the same hash are one, which goes by the name that came first. Names that meet later are made one in all rows. Confined to
 * one transaction that has the library's lock.
 */
final class LibraryModels {
    /** What tools shorten a SHA-256 to; longer forms of the same hash begin with it. */
    private static final int HASH_LENGTH = 10;

    private final Connection connection;
    private final Map<String, @Nullable String> known = new HashMap<>();
    private final List<Union> united = new ArrayList<>();

    private record Union(String from, String to) {}

    LibraryModels(Connection connection) {
        this.connection = connection;
    }

    /** Null if a file says neither name nor a hash that another names. */
    @Nullable
    String name(@Nullable String written, @Nullable String hash) throws SQLException {
        String own = ModelName.canonical(written);
        String shortened = shortened(hash);
        String key = own + "\n" + shortened;
        if (!known.containsKey(key)) {
            known.put(key, find(own, shortened));
        }
        return known.get(key);
    }

    private static String shortened(@Nullable String hash) {
        String plain = hash == null ? "" : hash.strip().toLowerCase(Locale.ROOT);
        boolean isHash = plain.matches("[0-9a-f]{8,64}");
        return isHash ? plain.substring(0, Math.min(HASH_LENGTH, plain.length())) : "";
    }

    private @Nullable String find(@Nullable String own, String hash) throws SQLException {
        String byHash = hash.isEmpty() ? null : one("select name from library_models where hash = ? limit 1", hash);
        if (own == null) {
            return byHash;
        }
        String written = own.toLowerCase(Locale.ROOT);
        String byName = one("select name from library_models where written = ? order by hash desc limit 1", written);
        String name = Objects.requireNonNullElse(byHash, byName == null ? own : byName);
        if (byName != null && !byName.equals(name)) {
            unite(byName, name);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into library_models (written, hash, name) values (?, ?, ?) on conflict do nothing")) {
            insert.setString(1, written);
            insert.setString(2, hash);
            insert.setString(3, name);
            insert.executeUpdate();
        }
        return name;
    }

    /** Seldom: a name and a hash that were two models turn out to be one. */
    private void unite(String from, String to) throws SQLException {
        update("update library_models set name = ? where name = ?", from, to);
        united.add(new Union(from, to));
        known.replaceAll((key, name) -> from.equals(name) ? to : name);
    }

    /** Renames models that turned out to be another, in the rows there were and in those written since. */
    void renameUnited() throws SQLException {
        for (Union union : united) {
            update("update library_files set model_name = ? where model_name = ?", union.from(), union.to());
        }
        united.clear();
    }

    private void update(String sql, String from, String to) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, to);
            update.setString(2, from);
            update.executeUpdate();
        }
    }

    private @Nullable String one(String sql, String value) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, value);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
