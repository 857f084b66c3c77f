package dev.mediaingest.store.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.library.Condition;
import dev.mediaingest.library.Condition.Aspect;
import dev.mediaingest.library.Condition.Field;
import dev.mediaingest.library.Condition.Property;
import dev.mediaingest.library.Condition.Quantity;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.library.Term;
import dev.mediaingest.store.library.ConditionSql.Fragment;
import dev.mediaingest.store.sql.BoundSql;
import dev.mediaingest.store.sql.DatabaseUrl;
import dev.mediaingest.store.sql.Dialect;
import dev.mediaingest.store.sql.PostgresDialect;
import dev.mediaingest.store.sql.SqliteDialect;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions become SQL without a database; what the SQL finds is {@code LibraryContract}'s. */
class ConditionSqlTest {
    private static final Dialect SQLITE = new SqliteDialect(Path.of("any.db"));
    private static final Dialect POSTGRES =
            new PostgresDialect(new DatabaseUrl.Postgres("localhost", 5432, "any", "any", null, Map.of()));
    /** A text that would end a literal, a pattern or a name if it got into the SQL. */
    private static final String HOSTILE = "x'); -- ? :y <z> \" % _ !";

    private static final Condition WORDS = new Condition.Text(Field.ANYWHERE, List.of("cat"), false);
    private static final Condition KEYWORD = new Condition.Keyword(HOSTILE);

    static Stream<Condition> everyCondition() {
        List<Condition> all = new ArrayList<>(List.of(
                new Condition.Folder(HOSTILE),
                new Condition.Folder("/"),
                new Condition.FolderNamed(HOSTILE),
                new Condition.Sides(1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 2),
                new Condition.Created(null, null),
                new Condition.Created(Instant.EPOCH, Instant.EPOCH),
                new Condition.Nsfw(NsfwState.NSFW),
                new Condition.HasPrompt(),
                new Condition.Favourite(),
                new Condition.Missing(),
                new Condition.CommittedBy(HOSTILE),
                new Condition.Failed(),
                new Condition.AnyOf(List.of()),
                new Condition.AnyOf(List.of(WORDS, new Condition.Is(Property.VAE, HOSTILE), KEYWORD))));
        Stream.of(Field.values()).forEach(field -> all.add(new Condition.Symbols(field, HOSTILE)));
        Stream.of(Property.values()).forEach(property -> {
            all.add(new Condition.Is(property, HOSTILE));
            all.add(new Condition.Contains(property, HOSTILE));
        });
        Stream.of(Quantity.values()).forEach(quantity -> {
            all.add(new Condition.Between(quantity, 1, 2));
            all.add(new Condition.Between(quantity, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        });
        Stream.of(Aspect.values()).forEach(aspect -> all.add(new Condition.Shape(aspect)));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everyCondition")
    void hasAValueForEachQuestionMarkAndNoTextFromOutside(Condition condition) {
        for (Dialect dialect : List.of(SQLITE, POSTGRES)) {
            BoundSql sql = where(dialect, condition);

            assertThat(sql.text().chars().filter(c -> c == '?').count())
                    .as(sql.text())
                    .isEqualTo(sql.values().size());
            assertThat(sql.text()).doesNotContain("x'");
        }
    }

    @Test
    void conditionsOnWordsAreOneExpression() {
        LibraryFilter filter = new LibraryFilter(
                SQLITE, List.of(new Term(WORDS, false), new Term(new Condition.AnyOf(List.of(WORDS, KEYWORD)), false)));

        assertThat(filter.from().values()).hasSize(1);
        assertThat(filter.fromToCount().text()).isEqualTo(" from library_search where library_search match ?");
    }

    @Test
    void oneOfSeveralThatIsNotOnWordsMakesAllOfThemSql() {
        BoundSql sql = where(SQLITE, new Condition.AnyOf(List.of(WORDS, new Condition.Favourite())));

        assertThat(sql.text())
                .isEqualTo("(f.media_id in (select rowid from library_search where library_search match ?)"
                        + " or f.favourite)");
        assertThat(sql.values()).containsExactly("\"cat\"");
    }

    @Test
    void valuesStandInTheOrderOfTheirQuestionMarks() {
        LibraryFilter filter = new LibraryFilter(
                SQLITE,
                List.of(
                        new Term(new Condition.Between(Quantity.WIDTH, 10, 20), false),
                        new Term(WORDS, false),
                        new Term(new Condition.CommittedBy("session"), true)));
        filter.and("f.media_id > ?", 7L);

        assertThat(filter.from().values()).containsExactly("(\"cat\")", 10.0, 20.0, "session", 7L);
    }

    @Test
    void foldersAreComparedAsPathsAreOrdered() {
        assertThat(where(POSTGRES, new Condition.Folder("/media")).text()).contains("f.directory collate \"C\" >= ?");
        assertThat(where(SQLITE, new Condition.Folder("/media")).text()).contains("f.directory >= ?");
    }

    private static BoundSql where(Dialect dialect, Condition condition) {
        return switch (new ConditionSql(SearchSql.of(dialect), dialect).fragment(condition)) {
            case Fragment.Where(BoundSql sql) -> sql;
            case Fragment.Words(String expression) -> throw new AssertionError("only words: " + expression);
        };
    }
}
