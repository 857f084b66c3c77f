package dev.mediaingest.store.library;

import dev.mediaingest.media.generation.ModelName;
import dev.mediaingest.store.sql.Prepared;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The one name of each model in the library: what files call it, in any case, without folders, extension and hash; names that
 * came with the same hash are one, which goes by the name that came first. Names that meet later are made one in all rows. Confined to
 * one transaction that has the library's lock.
 */
final class LibraryModels {
    /** What tools shorten a SHA-256 to; longer forms of the same hash begin with it. */
    private static final int HASH_LENGTH = 10;

    private final Handle handle;
    private final Map<String, @Nullable String> known = new HashMap<>();
    private final List<Union> united = new ArrayList<>();

    private record Union(String from, String to) {}

    LibraryModels(Handle handle) {
        this.handle = handle;
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
        String byHash = hash.isEmpty()
                ? null
                : Prepared.text(handle, "select name from library_models where hash = ? limit 1", hash)
                        .orElse(null);
        if (own == null) {
            return byHash;
        }
        String written = own.toLowerCase(Locale.ROOT);
        String byName = Prepared.text(
                        handle, "select name from library_models where written = ? order by hash desc limit 1", written)
                .orElse(null);
        String name = Objects.requireNonNullElse(byHash, byName == null ? own : byName);
        if (byName != null && !byName.equals(name)) {
            unite(byName, name);
        }
        Prepared.update(
                handle,
                "insert into library_models (written, hash, name) values (?, ?, ?) on conflict do nothing",
                written,
                hash,
                name);
        return name;
    }

    /** Seldom: a name and a hash that were two models turn out to be one. */
    private void unite(String from, String to) throws SQLException {
        Prepared.update(handle, "update library_models set name = ? where name = ?", to, from);
        united.add(new Union(from, to));
        known.replaceAll((key, name) -> from.equals(name) ? to : name);
    }

    /** Renames models that turned out to be another, in the rows there were and in those written since. */
    void renameUnited() throws SQLException {
        for (Union union : united) {
            Prepared.update(
                    handle, "update library_files set model_name = ? where model_name = ?", union.to(), union.from());
        }
        united.clear();
    }
}
