package dev.mediaingest.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.fixtures.Budget;
import dev.mediaingest.fixtures.MediaFiles;
import dev.mediaingest.fixtures.Mutations;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of every container, broken at random: each ends soon, in little memory, with a value. */
class HostileFilesTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 2_000);
    private static final SortedMap<String, byte[]> FILES = MediaFiles.all();

    static Set<String> files() {
        return FILES.keySet();
    }

    @ParameterizedTest
    @MethodSource("files")
    void anyMutationGivesAValueWithinBounds(String name) {
        long seed = Long.getLong("seed", System.nanoTime());
        Mutations mutations = new Mutations(seed, FILES.values());
        byte[] file = FILES.getOrDefault(name, new byte[0]);
        Path path = Path.of("hostile", name);
        Analyser analyser = new Analyser();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutations.of(file);
            String what = name + ", mutation " + i + ", -Dseed=" + seed;
            Analysis analysis = Budget.within(
                    what, () -> analyser.analyse(FileBytes.of(mutated), path, AnalysisOptions.everything()));
            assertThat(analysis).as(what).isNotInstanceOf(Analysis.Unreadable.class);
        }
    }
}
