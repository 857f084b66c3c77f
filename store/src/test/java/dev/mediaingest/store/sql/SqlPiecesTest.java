package dev.mediaingest.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pieces statements are made of: bound SQL, patterns, ranges of folders, lists of columns. */
class SqlPiecesTest {
    private final Handle handle = Jdbi.create("jdbc:sqlite::memory:").open();

    @AfterEach
    void close() {
        handle.close();
    }

    @Test
    void valuesStayWithTheirQuestionMarks() {
        BoundSql sum = BoundSql.of("? * ?", 2, 3);
        BoundSql all = BoundSql.joined("+", List.of(BoundSql.of("?", 100), sum.within("(", ")")))
                .then(" - ?", 1)
                .within("select ", " as result");

        assertThat(all.text()).isEqualTo("select (? + (? * ?)) - ? as result");
        assertThat(all.query(handle).mapTo(Integer.class).one()).isEqualTo(105);
    }

    @Test
    void aTextFromOutsideIsNeverSql() {
        String text = "'); drop table x; -- :name <name> ? \" '";

        assertThat(BoundSql.of("select ?", text)
                        .query(handle)
                        .mapTo(String.class)
                        .one())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%", "a_b", "!", "!%_", "it's", "\\"})
    void aPatternFindsATextAsItIs(String text) {
        assertThat(like("before " + text + " behind", LikePattern.containing(text)))
                .isTrue();
        assertThat(like(text + " behind", LikePattern.startingWith(text))).isTrue();
        assertThat(like("before " + text, LikePattern.startingWith(text))).isFalse();
        assertThat(like("anything else", LikePattern.containing(text))).isFalse();
    }

    @Test
    void charactersOfPatternsStandForThemselves() {
        assertThat(like("axb", LikePattern.containing("a_b"))).isFalse();
        assertThat(like("100 of them", LikePattern.startingWith("100%"))).isFalse();
    }

    private boolean like(String text, String pattern) {
        return BoundSql.of("select count(*) from (select ? as text) where ", text)
                .then(BoundSql.like("text", pattern))
                .query(handle)
                .mapTo(Boolean.class)
                .one();
    }

    @ParameterizedTest
    @CsvSource({
        "/m/a, true",
        "/m/a/b, true",
        "/m/a/%, true",
        "/m/a/\uD83D\uDE00/z, true",
        "/m, false",
        "/m/ab, false",
        "/m/a.b, false",
        "/m/a0, false",
        "/n/m/a, false"
    })
    void aFolderHoldsWhatIsBelowItAndNothingThatOnlyBeginsLikeIt(String directory, boolean held) {
        assertThat(holds("/m/a", directory)).isEqualTo(held);
    }

    @Test
    void theRootHoldsEveryFolder() {
        assertThat(holds("/", "/m/a")).isTrue();
        assertThat(holds("/", "/")).isTrue();
    }

    private boolean holds(String folder, String directory) {
        return BoundSql.of("select count(*) from (select ? as directory) where ", directory)
                .then(FolderRange.inOrBelow(new SqliteDialect(Path.of("any.db")), "directory", Path.of(folder)))
                .query(handle)
                .mapTo(Boolean.class)
                .one();
    }

    @Test
    void columnsAndQuestionMarksAreAsMany() {
        ColumnList columns = ColumnList.of("a", "b").and(ColumnList.of("c"));

        assertThat(columns.insertInto("t")).isEqualTo("insert into t (a, b, c) values (?, ?, ?)");
        assertThat(columns.assigned()).isEqualTo("a = ?, b = ?, c = ?");
        assertThat(columns.replaced()).isEqualTo("a = excluded.a, b = excluded.b, c = excluded.c");
        assertThat(ColumnList.of("a").marks()).isEqualTo("?");
    }
}
