package dev.mediaingest.plan;

import dev.mediaingest.media.ReaderChange;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which analyses in the catalogue make a new one of an unchanged file needless.
 *
 * @param sufficient the words of those by today's readers; see the catalogue's {@code analysed_with}
 * @param older the words of those by older readers, by their version: needless too, for files that no {@link ReaderChange} since
 *     then concerns
 */
public record EarlierReadings(List<String> sufficient, SortedMap<Integer, List<String>> older) {
    /** None will do: every file is analysed. */
    public static final EarlierReadings NONE = new EarlierReadings(List.of(), new TreeMap<>());

    public EarlierReadings {
        sufficient = List.copyOf(sufficient);
        older = new TreeMap<>(older);
    }

    /** Whether none will do. */
    public boolean isNone() {
        return sufficient.isEmpty();
    }

    /** All words, of whatever version. */
    public List<String> words() {
        return Stream.concat(sufficient.stream(), older.values().stream().flatMap(List::stream))
                .toList();
    }

    /** The words of readers that lack something. */
    public List<String> lacking(ReaderChange change) {
        return older.entrySet().stream()
                .filter(version -> version.getKey() < change.version())
                .flatMap(version -> version.getValue().stream())
                .toList();
    }
}
