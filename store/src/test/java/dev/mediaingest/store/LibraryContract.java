package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.contract.LeasedStore;
import dev.mediaingest.fixtures.contract.Samples;
import dev.mediaingest.library.BadQuery;
import dev.mediaingest.library.Change;
import dev.mediaingest.library.Condition.Property;
import dev.mediaingest.library.Cursor;
import dev.mediaingest.library.Duplicates;
import dev.mediaingest.library.Facets;
import dev.mediaingest.library.Library;
import dev.mediaingest.library.Library.Neighbours;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.LibraryPage;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.library.MediaDetail;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.library.QueryText;
import dev.mediaingest.library.Sort;
import dev.mediaingest.library.Statistics;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the library must do on every database. */
abstract class LibraryContract {

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Store store;

    private LeasedStore leased;

    abstract DatabaseUrl url() throws Exception;

    /** Another program's connection to the same database. */
    abstract Connection connect() throws SQLException;

    @BeforeEach
    void openStore() throws Exception {
        store = Stores.open(url(), InstantSource.system());
        leased = new LeasedStore(StoreContract.portsOf(store));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void wordsAreFoundInPromptNegativePromptNameAndKeywords() throws Exception {
        ingest(LibraryFiles.of("lighthouse.png")
                .prompt("a (Café:1.2) by the sea, blue hour")
                .negative("blurry, low quality"));
        ingest(LibraryFiles.of("storm front.png").prompt("dark clouds").keywords("red hair", "sea"));

        assertThat(names("cafe")).containsExactly("lighthouse.png");
        assertThat(names("CAFÉ sea")).containsExactly("lighthouse.png");
        assertThat(names("blurry")).containsExactly("lighthouse.png");
        assertThat(names("prompt:blurry")).isEmpty();
        assertThat(names("negative:\"low quality\"")).containsExactly("lighthouse.png");
        assertThat(names("front")).containsExactly("storm front.png");
        assertThat(names("name:storm*")).containsExactly("storm front.png");
        assertThat(names("sea")).containsExactly("storm front.png", "lighthouse.png");
        assertThat(names("sea -\"blue hour\"")).containsExactly("storm front.png");
        assertThat(names("-cafe")).containsExactly("storm front.png");
        assertThat(names("\"hour blue\"")).isEmpty();
        assertThat(names("\"by the sea\"")).containsExactly("lighthouse.png");
        assertThat(names("keyword:\"red hair\"")).containsExactly("storm front.png");
        assertThat(names("keyword:red")).isEmpty();
        assertThat(names("-keyword:\"red hair\"")).containsExactly("lighthouse.png");
    }

    @Test
    void aQueryOfSymbolsFindsOnlyWhatHasThem() throws Exception {
        ingest(LibraryFiles.of("plain.png").prompt("a night sky").negative("100% noise"));
        ingest(LibraryFiles.of("star.png").prompt("a night ☆ sky").keywords("♥", "sea"));

        assertThat(names("☆")).containsExactly("star.png");
        assertThat(names("prompt:☆")).containsExactly("star.png");
        assertThat(names("negative:☆")).isEmpty();
        assertThat(names("♥")).containsExactly("star.png");
        assertThat(names("🦊")).isEmpty();
        assertThat(names("-☆")).containsExactly("plain.png");
        assertThat(names("night ☆")).containsExactly("star.png");
        assertThat(names("%")).containsExactly("plain.png");
        assertThat(names("_")).isEmpty();
        assertThat(names("night , sky &")).containsExactly("star.png", "plain.png");
    }

    @Test
    void scriptsWithoutSpacesAreFoundByAnyPartOfASentence() throws Exception {
        ingest(LibraryFiles.of("one.png").prompt("夜の東京タワー、雨"));
        ingest(LibraryFiles.of("two.png").prompt("Größe Ünïcode 한국어"));

        assertThat(names("東京")).containsExactly("one.png");
        assertThat(names("京東")).isEmpty();
        assertThat(names("grosse")).isEmpty();
        assertThat(names("große")).containsExactly("two.png");
        assertThat(names("größe unicode 한국어")).containsExactly("two.png");
    }

    @Test
    void filtersCombine() throws Exception {
        ingest(LibraryFiles.of("a/one.png")
                .model("SDXL base")
                .sampler("Euler a")
                .seed("18446744073709551615")
                .score(4)
                .size(512, 768));
        ingest(LibraryFiles.of("a/b/two.png")
                .model("sd15")
                .sampler("DPM++ 2M")
                .score(-1)
                .size(1024, 1024)
                .nsfw(0.9));
        ingest(LibraryFiles.of("a%b/three.jpg")
                .score(2)
                .size(2000, 900)
                .nsfw(0.1)
                .withoutPrompt());
        ingest(LibraryFiles.of("c/four.mp4").size(1280, 720).loras("fur"));

        assertThat(names("model:sdxl")).containsExactly("one.png");
        assertThat(names("model:=sdxl")).isEmpty();
        assertThat(names("model:\"=SDXL BASE\"")).containsExactly("one.png");
        assertThat(names("-model:sd15 type:png")).containsExactly("one.png");
        assertThat(names("sampler:dpm++")).containsExactly("two.png");
        assertThat(names("seed:18446744073709551615")).containsExactly("one.png");
        assertThat(names("score:>=2")).containsExactly("three.jpg", "one.png");
        assertThat(names("score:>2")).containsExactly("one.png");
        assertThat(names("score:rejected")).containsExactly("two.png");
        assertThat(names("score:unrated")).containsExactly("four.mp4");
        assertThat(names("type:video")).containsExactly("four.mp4");
        assertThat(names("type:jpg")).containsExactly("three.jpg");
        assertThat(names("nsfw:yes")).containsExactly("two.png");
        assertThat(names("nsfw:no")).containsExactly("three.jpg");
        assertThat(names("nsfw:unknown")).containsExactly("four.mp4", "one.png");
        assertThat(names("nsfw:<=0.5")).containsExactly("three.jpg");
        assertThat(names("-nsfw:yes -nsfw:unknown")).containsExactly("three.jpg");
        assertThat(names("folder:/media/a")).containsExactly("two.png", "one.png");
        assertThat(names("folder:/media/a/b/")).containsExactly("two.png");
        assertThat(names("folder:/media/a%b")).containsExactly("three.jpg");
        assertThat(names("folder:a%")).containsExactly("three.jpg");
        assertThat(names("aspect:portrait")).containsExactly("one.png");
        assertThat(names("aspect:wide")).containsExactly("three.jpg");
        assertThat(names("size:>=1024x1024")).containsExactly("two.png");
        assertThat(names("size:512x768")).containsExactly("one.png");
        assertThat(names("has:prompt")).containsExactly("four.mp4", "two.png", "one.png");
        assertThat(names("-has:prompt")).containsExactly("three.jpg");
        assertThat(names("lora:fu")).containsExactly("four.mp4");
        assertThat(names("lora:=fur -model:sd15")).containsExactly("four.mp4");
        assertThat(names("date:2026-05-01")).hasSize(4);
        assertThat(names("date:2026-05-01..2026-05-02 date:>=2026")).hasSize(4);
        assertThat(names("date:<2026-05-01")).isEmpty();
        assertThat(names("lighthouse model:sdxl score:4 folder:/media/a type:image"))
                .containsExactly("one.png");
    }

    @Test
    void nothingAPersonTypesIsASyntaxErrorOrAnInjection() throws Exception {
        ingest(LibraryFiles.of("one.png").prompt("robert"));
        List<String> hostile = List.of(
                "\"",
                "\"\"",
                "'",
                "''",
                "';drop table library_files;--",
                "\\",
                "*",
                "**",
                "-",
                "--",
                "- -",
                ":",
                "a:b:c",
                "(",
                ")",
                "a AND",
                "OR",
                "NOT",
                "NEAR(a b)",
                "^a",
                "{a}",
                "a & | !",
                "<->",
                "'a':*",
                "col:\"",
                "prompt:",
                "-prompt:\"",
                "%",
                "_",
                "!",
                "\u0000",
                "\uD800",
                "\u202Eabc",
                "𝕳𝖊𝖑𝖑𝖔",
                "a\nb\tc",
                "lora:%",
                "model:_",
                "folder:",
                "#t123",
                "tags:x",
                "x".repeat(2_000),
                "\" OR 1=1",
                "keyword:\"' OR ''='\"",
                "가",
                "🦊",
                "١٢٣");
        Random random = new Random(8);
        List<String> tried = new ArrayList<>(hostile);
        for (int i = 0; i < 150; i++) {
            tried.add(hostile.get(random.nextInt(hostile.size())) + " " + hostile.get(random.nextInt(hostile.size())));
        }
        for (String text : tried) {
            try {
                List<String> unused = names(text);
            } catch (BadQuery told) {
                assertThat(told.sentence()).as(text).endsWith(".");
            }
        }
        assertThat(names("robert")).containsExactly("one.png");
    }

    @Test
    void whatAFileWasMadeWithIsAsked() throws Exception {
        ingest(LibraryFiles.of("one.png").model("first#abcdef1234"));
        ingest(LibraryFiles.of("two.png").withoutPrompt());
        hashes("feed01", "pixels", 1);

        assertThat(names("steps:20")).containsExactly("one.png");
        assertThat(names("steps:>20")).isEmpty();
        assertThat(names("-steps:20")).containsExactly("two.png");
        assertThat(names("cfg:7..8")).containsExactly("one.png");
        assertThat(names("cfg:7")).isEmpty();
        assertThat(names("vae:VAE")).containsExactly("one.png");
        assertThat(names("vae:=va")).isEmpty();
        assertThat(names("hash:ABCDEF")).containsExactly("one.png");
        assertThat(names("hash:feed")).hasSize(1);
        assertThat(names("hash:%")).isEmpty();
        assertThat(names("duration:>0")).isEmpty();
    }

    @Test
    void aFilterThatThereIsNotIsNamedWithThoseThereAre() throws Exception {
        ingest(LibraryFiles.of("one.png").prompt("a clock says 12:30 at http://example.org in the plot: act"));

        assertThatThrownBy(() -> names("stpes:20"))
                .isInstanceOf(BadQuery.class)
                .hasMessageStartingWith("There is no filter stpes:; there are prompt, negative, ")
                .hasMessageContaining("steps")
                .hasMessageEndingWith("put it into quotes.");
        assertThat(names("12:30")).containsExactly("one.png");
        assertThat(names("http://example.org")).containsExactly("one.png");
        assertThat(names("plot: act")).containsExactly("one.png");
        assertThat(names("\"plot:act\"")).containsExactly("one.png");
    }

    @Test
    void everyOrderIsPagedWithoutGapOrRepetitionWhileFilesAreAdded() throws Exception {
        for (int i = 0; i < 25; i++) {
            ingest(LibraryFiles.of("file %02d.png".formatted(i * 7 % 25))
                    .score(i % 6 - 1)
                    .nsfw(i % 4 == 0 ? null : i % 3 / 2.0));
        }
        for (Sort sort : Sort.values()) {
            for (boolean descending : new boolean[] {true, false}) {
                LibraryQuery query = new LibraryQuery(List.of(), sort, descending);
                List<Long> whole = ids(library().page(query, 100));
                List<Long> paged = new ArrayList<>();
                Optional<Cursor> next = Optional.empty();
                do {
                    LibraryPage page = library().page(query, next, 4);
                    paged.addAll(ids(page));
                    next = page.next().isPresent()
                            ? Optional.of(Cursor.decode(page.next().get().encoded(), query))
                            : Optional.empty();
                } while (next.isPresent());
                assertThat(paged).as(sort + " " + descending).isEqualTo(whole).doesNotHaveDuplicates();
                assertThat(library().around(query, whole.get(1)))
                        .isEqualTo(new Neighbours(OptionalLong.of(whole.getFirst()), OptionalLong.of(whole.get(2))));
                assertThat(library().around(query, whole.getFirst()).before()).isEmpty();
                LibraryPage first = library().page(query, 4);
                ingest(LibraryFiles.of("added %s %s.png".formatted(sort, descending))
                        .score(5));
                List<Long> rest = ids(library().page(query, first.next(), 100));
                Set<Long> both = new HashSet<>(ids(first));
                both.addAll(rest);
                assertThat(both).as(sort + " " + descending).containsAll(whole);
            }
        }
    }

    @Test
    void aPersonsRatingWinsOverImportedOnesFromThenOn() throws Exception {
        long id = ingest(LibraryFiles.of("one.png").score(2));

        assertThat(library().change(List.of(id, 999_999L), new Change(5, null, List.of("mine", "mine"), List.of())))
                .isEqualTo(1);
        assertThat(names("score:5 keyword:mine")).containsExactly("one.png");
        ingest(LibraryFiles.of("one.png").score(1));

        MediaDetail detail = library().find(id).orElseThrow();
        assertThat(detail.item().score()).isEqualTo(5);
        assertThat(detail.scoreSource()).isNull();
        assertThat(detail.keywords()).contains(new Keyword("mine", Keyword.Type.USER, 1, "user"));
        library().change(List.of(id), new Change(null, null, List.of(), List.of("mine")));
        assertThat(names("keyword:mine")).isEmpty();
        assertThat(names("score:5")).containsExactly("one.png");
    }

    @Test
    void aFavouriteIsFoundShownAndKeptWhenItsFileIsAnalysedAgain() throws Exception {
        long id = ingest(LibraryFiles.of("one.png"));
        ingest(LibraryFiles.of("two.png"));

        library().change(List.of(id), new Change(null, true, List.of(), List.of()));
        assertThat(names("is:favourite")).containsExactly("one.png");
        ingest(LibraryFiles.of("one.png").prompt("another"));

        assertThat(names("is:favourite")).containsExactly("one.png");
        assertThat(names("-is:favorite")).containsExactly("two.png");
        assertThat(library().find(id).orElseThrow().item().favourite()).isTrue();
        library().change(List.of(id), new Change(null, false, List.of(), List.of()));
        assertThat(names("is:favourite")).isEmpty();
    }

    @Test
    void daysCountTheFilesThatWereMadeOnThemWhoeverWritesTheRows() throws Exception {
        long id = ingest(LibraryFiles.of("one.png"));
        ingest(LibraryFiles.of("two.png"));
        assertDaysAreTrue();
        ingest(LibraryFiles.of("two.png").prompt("again"));
        assertDaysAreTrue();

        change("update media_files set original_created_at = '2020-02-29 23:59:59.5' where id = " + id);
        change(
                "insert into media_files (filename, directory, file_path, nsfw, favourite, created_at, original_created_at)"
                        + " values ('t.png', '/x', '/x/t.png', false, false, '2020-03-01 00:00:00', '1969-12-31 12:00:00')");
        change("insert into daily_contributions (date, count) values ('1969-12-31 00:00:00.000000', 1)");
        library().catchUp();
        assertDaysAreTrue();
        assertThat(rows("select count from daily_contributions where date = '2020-02-29 00:00:00.000000'"))
                .containsExactly("1");

        change("delete from media_files where file_path = '/x/t.png'");
        library().catchUp();
        assertDaysAreTrue();
    }

    /** As the Python tool counts when it makes the table anew. */
    private void assertDaysAreTrue() throws Exception {
        assertThat(
                        rows(
                                "select substr(cast(date as varchar(40)), 1, 10) || ' ' || count from daily_contributions order by 1"))
                .isNotEmpty()
                .isEqualTo(rows("""
                        select substr(cast(coalesce(original_created_at, created_at) as varchar(40)), 1, 10) || ' ' || count(*)
                        from media_files group by substr(cast(coalesce(original_created_at, created_at) as varchar(40)), 1, 10)
                        order by 1
                        """));
    }

    private void change(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String sql) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    @Test
    void whatIsCommittedIsNotedAndAppearsOnceItIsCaughtUp() throws Exception {
        long id = commit(LibraryFiles.of("one.png").prompt("before"));
        assertThat(library().waiting()).isEqualTo(1);
        assertThat(library().page(LibraryQuery.everything(), 10).items()).isEmpty();

        store.close();
        store = Stores.open(url(), InstantSource.system());
        leased = new LeasedStore(StoreContract.portsOf(store));
        library().catchUp();

        assertThat(library().waiting()).isZero();
        assertThat(names("before")).containsExactly("one.png");
        assertThat(ingest(LibraryFiles.of("one.png").prompt("after"))).isEqualTo(id);
        assertThat(names("before")).isEmpty();
        assertThat(names("after")).containsExactly("one.png");
    }

    @Test
    void aMissingFileIsMarkedAndAPythonToolsDeletionIsFollowed() throws Exception {
        long id = ingest(LibraryFiles.of("one.png"));
        ingest(LibraryFiles.of("two.png"));
        Item again = planned(LibraryFiles.of("one.png").file());
        Findings findings = LibraryFiles.of("one.png").findings();
        leased.markMissing(again, Failure.of(FailureCode.MISSING), Samples.assessment(again.file(), findings));
        library().catchUp();

        assertThat(names("is:missing")).containsExactly("one.png");
        assertThat(library().facets().missing()).isEqualTo(1);
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            statement.executeUpdate("delete from media_keywords where media_file_id = " + id);
            statement.executeUpdate("delete from media_metadata where media_file_id = " + id);
            statement.executeUpdate("delete from media_files where id = " + id);
        }
        library().catchUp();
        assertThat(names("")).containsExactly("two.png");
        assertThat(names("lighthouse")).containsExactly("two.png");
        assertThat(library().find(id)).isEmpty();
    }

    @Test
    void aFilesDetailHoldsWhatItsAnalysisFoundAndItsHistory() throws Exception {
        LibraryFiles file = LibraryFiles.of("one.png")
                .prompt("a\u202Ecat <b>")
                .model("m".repeat(300))
                .loras("fur", "hat")
                .keywords("cat");
        long id = ingest(file);
        ingest(file);

        MediaDetail detail = library().find(id).orElseThrow();
        assertThat(detail.generation()).isEqualTo(file.findings().generation());
        assertThat(detail.fileTexts()).isEqualTo(file.findings().texts());
        assertThat(detail.facts().orElseThrow().dimensions())
                .isEqualTo(file.findings().facts().dimensions());
        assertThat(detail.history())
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.state()).isEqualTo("committed"));
        assertThat(detail.item().promptStart()).isEqualTo("a\u202Ecat <b>");
        assertThat(library().find(-1)).isEmpty();
    }

    @Test
    void aSamplerIsFoundByEveryNameItHas() throws Exception {
        ingest(LibraryFiles.of("a.png").sampler("Euler a"));
        ingest(LibraryFiles.of("b.png").sampler("euler_ancestral"));
        ingest(LibraryFiles.of("c.png").sampler("k_euler_a"));
        ingest(LibraryFiles.of("d.png").sampler("Euler"));
        ingest(LibraryFiles.of("e.png").sampler("DPM++ 2M Karras"));

        for (String query : List.of("sampler:\"=Euler a\"", "sampler:=k_euler_ancestral", "sampler:=euler_a")) {
            assertThat(names(query)).as(query).containsExactly("c.png", "b.png", "a.png");
        }
        assertThat(names("sampler:euler_ancestral")).containsExactly("c.png", "b.png", "a.png");
        assertThat(names("sampler:=dpmpp_2m")).containsExactly("e.png");
        assertThat(names("sampler:\"=DPM++ 2M Karras\"")).containsExactly("e.png");
        assertThat(names("sampler:\"=DPM++ 2M Exponential\"")).isEmpty();
        assertThat(names("scheduler:Karras")).hasSize(5);
        assertThat(library().facets().of(Property.SAMPLER))
                .containsExactly(
                        new Facets.Value("euler_ancestral", 3),
                        new Facets.Value("dpmpp_2m", 1),
                        new Facets.Value("euler", 1));
        assertThat(library().facets().of(Property.SCHEDULER)).containsExactly(new Facets.Value("karras", 5));
    }

    @Test
    void aModelIsOneByItsNameAndByItsHash() throws Exception {
        ingest(LibraryFiles.of("a.png").model("harbour"));
        ingest(LibraryFiles.of("b.png").model("harbour.safetensors"));
        ingest(LibraryFiles.of("c.png").model("sd15/harbour.safetensors [0123456789]"));
        ingest(LibraryFiles.of("d.png").model("first#aabbccddee"));
        ingest(LibraryFiles.of("e.png").model("second#AABBCCDDEE00112233"));
        ingest(LibraryFiles.of("f.png").model("second"));

        assertThat(names("model:=harbour")).containsExactly("c.png", "b.png", "a.png");
        assertThat(names("model:=x/harbour.ckpt")).containsExactly("c.png", "b.png", "a.png");
        assertThat(names("model:=first")).containsExactly("f.png", "e.png", "d.png");
        assertThat(names("model:seco")).containsExactly("f.png", "e.png", "d.png");
        assertThat(library().facets().of(Property.MODEL))
                .containsExactly(new Facets.Value("first", 3), new Facets.Value("harbour", 3));
    }

    @Test
    void whatTheChoicesNameIsFoundByThatName() throws Exception {
        for (String model : List.of("x.ckpt.safetensors", "a [b]", "</script>", "%", "dir/", "ß", "Ünder")) {
            ingest(LibraryFiles.of("of " + model.hashCode() + ".png")
                    .model(model)
                    .sampler("DPM " + model));
        }

        for (Facets.Value value : library().facets().of(Property.MODEL)) {
            assertThat(names("model:\"=" + value.name() + "\""))
                    .as(value.name())
                    .hasSize((int) value.files());
        }
        for (Facets.Value value : library().facets().of(Property.SAMPLER)) {
            assertThat(names("sampler:\"=" + value.name() + "\""))
                    .as(value.name())
                    .hasSize((int) value.files());
        }
    }

    @Test
    void namesOfAModelThatMeetByTheirHashLaterAreOneFromThenOn() throws Exception {
        ingest(LibraryFiles.of("a.png").model("first#aabbccddee"));
        ingest(LibraryFiles.of("b.png").model("second#1122334455"));
        assertThat(library().facets().of(Property.MODEL)).hasSize(2);
        ingest(LibraryFiles.of("c.png").model("second#aabbccddee"));

        assertThat(names("model:=first")).containsExactly("c.png", "b.png", "a.png");
        assertThat(names("model:=second")).containsExactly("c.png", "b.png", "a.png");
    }

    @Test
    void namesOfAModelThatMeetWithinOneBatchAreOne() throws Exception {
        ingest(LibraryFiles.of("a.png").model("first#aabbccddee"));
        ingest(LibraryFiles.of("b.png").model("second#1122334455"));
        ingest(LibraryFiles.of("c.png").model("second#aabbccddee"));
        ingest(LibraryFiles.of("d.png").model("SECOND"));

        assertThat(library().facets().of(Property.MODEL))
                .extracting(Facets.Value::files)
                .containsExactly(4L);
        assertThat(names("model:=first")).containsExactly("d.png", "c.png", "b.png", "a.png");
    }

    @Test
    void ofARowAnOlderVersionWroteTheTextsOfPngChunksAreShown() throws Exception {
        long id = ingest(LibraryFiles.of("one.png"));
        change("update media_analysis set texts = null where media_id = " + id);

        assertThat(library().find(id).orElseThrow().fileTexts())
                .containsExactly(new TextEntry("png", "Comment", "a chunk"));
    }

    @Test
    void facetsCountWhatThereIsToChooseFrom() throws Exception {
        ingest(LibraryFiles.of("one.png").model("a").loras("fur", "hat"));
        ingest(LibraryFiles.of("two.png").model("a").loras("hat"));
        ingest(LibraryFiles.of("three.png").model("b"));

        Facets facets = library().facets();
        assertThat(facets.files()).isEqualTo(3);
        assertThat(facets.of(Property.MODEL)).containsExactly(new Facets.Value("a", 2), new Facets.Value("b", 1));
        assertThat(facets.of(Property.LORA)).containsExactly(new Facets.Value("hat", 2), new Facets.Value("fur", 1));
        assertThat(library().count(LibraryQuery.everything(), 2)).isEqualTo(2);
        assertThat(library().count(query("model:a"), 10)).isEqualTo(2);
        Library.CountedPage counted = library().countedPage(query("model:a"), Optional.empty(), 1, 10);
        assertThat(counted.files()).isEqualTo(2);
        assertThat(counted.page().items()).hasSize(1);
    }

    @Test
    void whatLooksAlikeIsFoundTheNearestFirst() throws Exception {
        long one = ingest(LibraryFiles.of("one.png").dctHash(0b1111L << 40));
        ingest(LibraryFiles.of("far.png").dctHash(-1L));
        ingest(LibraryFiles.of("near.png").dctHash(0b0111L << 40));
        ingest(LibraryFiles.of("same.png").dctHash(0b1111L << 40));

        assertThat(library().similar(one, 6, 10))
                .extracting(similar -> similar.item().name() + " " + similar.distance())
                .containsExactly("same.png 0", "near.png 1");
    }

    @Test
    void filesAreFoundByTheSessionThatCommittedThemAndByAFailureSince() throws Exception {
        long one = ingest(LibraryFiles.of("one.png"));
        ingest(LibraryFiles.of("two.png"));
        String session = library().find(one).orElseThrow().history().getFirst().session();
        assertThat(names("session:" + session)).containsExactly("one.png");
        assertThat(names("-session:" + session)).containsExactly("two.png");
        assertThat(names("is:failed")).isEmpty();

        Item again = planned(LibraryFiles.of("one.png").file());
        Findings findings = LibraryFiles.of("one.png").findings();
        leased.fail(again, Failure.of(FailureCode.UNREADABLE), Samples.assessment(again.file(), findings));

        assertThat(names("is:failed")).containsExactly("one.png");
        assertThat(names("-is:failed")).containsExactly("two.png");
        ingest(LibraryFiles.of("one.png"));
        assertThat(names("is:failed")).isEmpty();
        assertThatThrownBy(() -> names("session:yesterday"))
                .isInstanceOf(BadQuery.class)
                .hasMessage("session: takes the id of a session.");
    }

    @Test
    void duplicatesAreOfTheSameBytesOrOfTheSamePixelsOrAlikeAndTheBestComesFirst() throws Exception {
        long small = ingest(LibraryFiles.of("small.png").size(32, 24).dctHash(0b1111));
        long large = ingest(LibraryFiles.of("large.png").size(640, 480).dctHash(0b0111));
        long copy = ingest(LibraryFiles.of("copy.png").size(640, 480).dctHash(0b0111));
        long stripped = ingest(
                LibraryFiles.of("stripped.png").size(640, 480).dctHash(0b0111).withoutPrompt());
        ingest(LibraryFiles.of("another.png").dctHash(0x7fff_0000_ffff_0000L));
        hashes("bytes", "pixels", large, copy);
        hashes("other bytes", "pixels", stripped);

        assertThat(groups(Duplicates.Kind.BYTES, 0)).containsExactly("large.png copy.png");
        assertThat(groups(Duplicates.Kind.PIXELS, 0)).containsExactly("large.png copy.png stripped.png");
        assertThat(groups(Duplicates.Kind.NEAR, 0)).isEmpty();
        assertThat(groups(Duplicates.Kind.NEAR, 1)).containsExactly("large.png copy.png stripped.png small.png");
        Duplicates.Page near = store.duplicates().page(Duplicates.Kind.NEAR, 1, 0, 10);
        assertThat(near.shown().getFirst().copies())
                .extracting(one -> one.item().id() + " " + one.distance())
                .containsExactly(large + " 0", copy + " 0", stripped + " 0", small + " 1");
        assertThat(near.groups()).isEqualTo(1);
        assertThat(store.duplicates().page(Duplicates.Kind.BYTES, 0, 0, 10).bytes())
                .isEqualTo(library().find(copy).orElseThrow().item().size());
    }

    @Test
    void whatIsDecidedOnIsNoLongerAGroupUntilAnotherFileComes() throws Exception {
        List<Long> ids = new ArrayList<>();
        for (String name : List.of("a.png", "b.png", "c.png", "d.png")) {
            ids.add(ingest(LibraryFiles.of(name)));
        }
        hashes("one", "x", ids.get(0), ids.get(1));
        hashes("two", "y", ids.get(2), ids.get(3));
        assertThat(groups(Duplicates.Kind.BYTES, 0)).containsExactly("a.png b.png", "c.png d.png");

        library().change(List.of(ids.get(1)), new Change(-1, null, List.of(), List.of()));
        store.duplicates().keepAll(List.of(ids.get(3), ids.get(2)));

        assertThat(groups(Duplicates.Kind.BYTES, 0)).isEmpty();
        hashes("two", "y", ingest(LibraryFiles.of("e.png")));
        try (Store another = Stores.open(url(), InstantSource.system())) {
            assertThat(groups(another, Duplicates.Kind.BYTES, 0)).containsExactly("c.png d.png e.png");
        }
    }

    @Test
    void groupsOfDuplicatesComeInPartsAndNoneIsLost() throws Exception {
        List<Long> firsts = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            firsts.add(ingest(LibraryFiles.of("first" + i + ".png")));
            hashes("bytes " + i, "p", firsts.get(i), ingest(LibraryFiles.of("second" + i + ".png")));
        }
        List<Long> seen = new ArrayList<>();
        long after = 0;
        Duplicates.Page page;
        do {
            page = store.duplicates().page(Duplicates.Kind.BYTES, 0, after, 3);
            page.shown().forEach(group -> seen.add(group.id()));
            after = page.next().orElse(0);
        } while (page.next().isPresent());

        assertThat(seen).isEqualTo(firsts);
    }

    @Test
    void statisticsCountWhatThereIs() throws Exception {
        ingest(LibraryFiles.of("one.png").model("m1").loras("soft").score(4).nsfw(0.97));
        ingest(LibraryFiles.of("two.png").model("m1").score(-1).nsfw(0.02));
        ingest(LibraryFiles.of("folder/three.mp4").model("m2").loras("soft", "hard"));

        Statistics.Numbers numbers = store.statistics().numbers();

        assertThat(numbers.files()).isEqualTo(3);
        assertThat(numbers.videos()).isEqualTo(1);
        assertThat(numbers.models()).containsExactly(new Facets.Value("m1", 2), new Facets.Value("m2", 1));
        assertThat(numbers.loras()).containsExactly(new Facets.Value("soft", 2), new Facets.Value("hard", 1));
        assertThat(numbers.scores()).containsEntry(4, 1L).containsEntry(-1, 1L).containsEntry(0, 1L);
        assertThat(numbers.nsfw())
                .containsEntry(NsfwState.NSFW, 1L)
                .containsEntry(NsfwState.SAFE, 1L)
                .containsEntry(NsfwState.NOT_ASSESSED, 1L);
        assertThat(numbers.nsfwScores()).hasSize(20).startsWith(1L).endsWith(1L);
        assertThat(numbers.made().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(3);
        assertThat(numbers.added()).containsOnlyKeys(LocalDate.now(ZoneOffset.UTC));
        assertThat(numbers.bytes())
                .isEqualTo(numbers.types().stream()
                        .mapToLong(Statistics.Share::bytes)
                        .sum());
        assertThat(numbers.folders())
                .extracting(Statistics.Share::name)
                .containsExactlyInAnyOrder("/media", "/media/folder");
    }

    @Test
    void videosGoByTheirOwnIdentityAndByAllTheirFrames() throws Exception {
        long one = ingest(LibraryFiles.of("one.mp4").dctHash(7));
        long copy = ingest(LibraryFiles.of("copy.mp4").dctHash(7));
        long likewise = ingest(LibraryFiles.of("likewise.mp4").dctHash(7));
        long beginsAlike = ingest(LibraryFiles.of("begins-alike.mp4").dctHash(7));
        long old = ingest(LibraryFiles.of("old.mp4").dctHash(7));
        long still = ingest(LibraryFiles.of("still.png").dctHash(7));
        hashes("bytes one", "first frame", one);
        hashes("bytes copy", "first frame", copy);
        hashes("bytes other", "first frame", likewise, beginsAlike, old, still);
        video("video one", "[\"00000000000000ff\", \"000000000000ff00\"]", one, copy);
        video("video likewise", "[\"00000000000000fe\", \"000000000000ff01\"]", likewise);
        video("video other", "[\"00000000000000ff\", \"7fffffff0000ff00\"]", beginsAlike);

        assertThat(groupsAsSets(Duplicates.Kind.PIXELS, 0)).containsExactly(Set.of("one.mp4", "copy.mp4"));
        assertThat(groupsAsSets(Duplicates.Kind.NEAR, 1))
                .containsExactly(Set.of("one.mp4", "copy.mp4", "likewise.mp4"));
        assertThat(library().similar(one, 1, 10))
                .extracting(similar -> similar.item().id() + " " + similar.distance())
                .containsExactly(copy + " 0", likewise + " 1");
        assertThat(library().similar(still, 10, 10)).isEmpty();
        assertThat(library().similar(old, 10, 10)).isEmpty();
    }

    private List<Set<String>> groupsAsSets(Duplicates.Kind kind, int distance) {
        return groups(kind, distance).stream()
                .map(group -> Set.of(group.split(" ")))
                .toList();
    }

    private void video(String identity, String frames, long... ids) throws Exception {
        for (long id : ids) {
            change("update media_analysis set video_sha256 = '" + identity + "', frame_hashes = '" + frames
                    + "' where media_id = " + id);
        }
        library().catchUp();
    }

    private List<String> groups(Duplicates.Kind kind, int distance) {
        return groups(store, kind, distance);
    }

    private static List<String> groups(Store store, Duplicates.Kind kind, int distance) {
        return store.duplicates().page(kind, distance, 0, 10).shown().stream()
                .map(group ->
                        group.copies().stream().map(copy -> copy.item().name()).collect(Collectors.joining(" ")))
                .toList();
    }

    /** Gives files the same hashes. */
    private void hashes(String bytes, String pixels, long... ids) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (long id : ids) {
                statement.executeUpdate(
                        "update media_analysis set content_sha256 = '" + bytes + "' where media_id = " + id);
                statement.executeUpdate("update media_files set media_file_id = '" + pixels + "' where id = " + id);
            }
        }
        library().catchUp();
    }

    private Library library() {
        return store.library();
    }

    private static LibraryQuery query(String text) throws BadQuery {
        return new LibraryQuery(QueryText.parse(text), Sort.ADDED, true);
    }

    private List<String> names(String text) throws BadQuery {
        return library().page(query(text), 100).items().stream()
                .map(LibraryItem::name)
                .toList();
    }

    private static List<Long> ids(LibraryPage page) {
        return page.items().stream().map(LibraryItem::id).toList();
    }

    @Test
    void aFilesHistoryIsWhatWasDoneWithItAndNotEachTimeItWasPassedOver() throws Exception {
        LibraryFiles file = LibraryFiles.of("one.png");
        long id = ingest(file);
        SessionId second = leased.create(SessionId.random()).id();

        assertThat(leased.newList(second)
                        .add(List.of(file.file()), true, Long.MAX_VALUE)
                        .toDo())
                .isZero();

        assertThat(library().find(id).orElseThrow().history()).hasSize(1);
    }

    private long ingest(LibraryFiles file) {
        long id = commit(file);
        library().catchUp();
        return id;
    }

    private Item planned(SourceFile file) {
        return leased.listed(file);
    }

    private long commit(LibraryFiles file) {
        Item item = planned(file.file());
        leased.commit(item, file.assessment(), file.findings());
        return Objects.requireNonNull(store.reports()
                .items(item.session(), ItemFilter.ALL, 0, 1, 0)
                .getFirst()
                .mediaId());
    }
}
