package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.commit.Thresholds.Applied;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.failure.LeaseLost;
import dev.mediaingest.fixtures.contract.FlowContract;
import dev.mediaingest.fixtures.contract.Samples;
import dev.mediaingest.fixtures.contract.StorePorts;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.pixels.Classification.Scored;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList.Added;
import dev.mediaingest.plan.KnownFiles.Standing;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.Outbox;
import dev.mediaingest.report.SessionReports.FailedBefore;
import dev.mediaingest.report.SessionSummary;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.AttemptLimits;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every database must do. A new one gets a subclass that opens it, and nothing else. */
abstract class StoreContract extends FlowContract {
    /** What is not the flow's is asked of the store that was opened last. */
    @SuppressWarnings("NullAway.Init") // opened before each test
    private Store store;

    /** Where this test's database is: the same at every call. */
    abstract DatabaseUrl url() throws Exception;

    /** Another program's connection to the same database. */
    abstract Connection connect() throws SQLException;

    @Override
    protected final StorePorts open() throws Exception {
        return ports(Stores.open(url(), InstantSource.system()));
    }

    @Override
    protected final StorePorts open(String server) throws Exception {
        return ports(Stores.open(url(), InstantSource.system(), server, MigrationConsent.GIVEN));
    }

    private StorePorts ports(Store opened) {
        store = opened;
        return portsOf(opened);
    }

    /** What the flow has of a store. */
    static StorePorts portsOf(Store opened) {
        return new StorePorts(
                opened.ledger(),
                opened.items(),
                opened.leases(),
                opened.auditLog(),
                opened.catalog(),
                opened.known(),
                opened.reports(),
                opened.leftOut(),
                opened::close);
    }

    @Override
    protected final void letLeasesRunOut() throws SQLException {
        execute("update ingest_sessions set lease_until = 0");
    }

    @Test
    void aCommitWritesTheRowsAndEndsTheItemTogether() throws Exception {
        SessionId id = planned(1);
        Item item = items().pending(id, 0, 1).getFirst();
        items().begin(item);

        commit(item, Optional.of(new Score(4, "sidecar")), "cat", "hat");

        assertThat(rows("select count(*) from media_files")).containsExactly("1");
        assertThat(rows("select prompt from media_metadata")).containsExactly("a (cat:1.2) <lora:fur:0.8>");
        assertThat(rows("select keyword from media_keywords order by keyword")).containsExactly("cat", "hat");
        assertThat(rows("select score from media_files")).containsExactly("4");
        ItemReport report = reports().items(id, ItemFilter.ALL, 0, 10, 0).getFirst();
        assertThat(report.state()).isEqualTo(ItemState.COMMITTED);
        assertThat(report.attempts()).isEqualTo(1);
        assertThat(report.mediaId()).isNotNull();
        Tally tally = items().tally(id);
        assertThat(tally.addsUp()).isTrue();
        assertThat(tally.keywordsAdded()).isEqualTo(2);
        assertThat(tally.scoresImported()).isEqualTo(1);
        assertThat(tally.metadataExtracted()).isEqualTo(1);
    }

    @Test
    void aFileIsAsOldAsItSaysOrElseAsItsLastModification() throws Exception {
        Item item = items().pending(planned(1), 0, 1).getFirst();
        String year = "select substr(cast(original_created_at as varchar(30)), 1, 19) from media_files";

        commit(item, Optional.empty());
        assertThat(rows(year)).containsExactly("2026-05-01 10:00:01");

        commit(item, Samples.takenAt(item.file(), LocalDateTime.parse("2019-08-07T06:05:04"), ZoneOffset.UTC));
        assertThat(rows(year)).containsExactly("2019-08-07 06:05:04");
    }

    @Test
    void theDayAPictureWasTakenIsTheDayOnItsCamerasClock() throws Exception {
        Item item = items().pending(planned(1), 0, 1).getFirst();

        commit(item, Samples.takenAt(item.file(), LocalDateTime.parse("2021-06-05T00:30:00"), ZoneOffset.ofHours(9)));

        assertThat(rows("select substr(cast(original_created_at as varchar(30)), 1, 19) from media_files"))
                .containsExactly("2021-06-05 00:30:00");
        assertThat(rows("select captured_clock - captured_at from media_analysis"))
                .containsExactly(Long.toString(9 * 3_600 * 1_000_000L));
    }

    @Test
    void aCommitThatCannotEndItsItemLeavesNothingBehind() throws Exception {
        SessionId id = planned(1);
        Item item = items().pending(id, 0, 1).getFirst();
        Item gone = new Item(id, 99, item.file(), 0);

        assertThatThrownBy(() -> commit(gone, Optional.empty(), "cat")).hasMessageContaining("is gone");

        assertThat(rows("select count(*) from media_files")).containsExactly("0");
        assertThat(rows("select count(*) from media_keywords")).containsExactly("0");
        commit(item, Optional.empty(), "cat");
        assertThat(rows("select count(*) from media_files")).containsExactly("1");
    }

    @Test
    void doingAFileTwiceChangesNothing() throws Exception {
        SessionId id = planned(1);
        Item item = items().pending(id, 0, 1).getFirst();
        commit(item, Optional.of(new Score(3, "sidecar")), "cat", "hat");
        List<String> files =
                rows("select id, filename, directory, file_size, score, nsfw, created_at from media_files");
        List<String> metadata = rows("select id, width, height, seed, cfg_scale, loras from media_metadata");
        List<String> keywords = rows("select id, keyword, keyword_type, confidence from media_keywords order by id");

        commit(item, Optional.of(new Score(3, "sidecar")), "cat", "hat");

        assertThat(rows("select id, filename, directory, file_size, score, nsfw, created_at from media_files"))
                .isEqualTo(files);
        assertThat(rows("select id, width, height, seed, cfg_scale, loras from media_metadata"))
                .isEqualTo(metadata);
        assertThat(rows("select id, keyword, keyword_type, confidence from media_keywords order by id"))
                .isEqualTo(keywords);
        assertThat(rows("select count(*) from media_analysis")).containsExactly("1");
    }

    @Test
    void aNewAnalysisReplacesOnlyWhatAnAnalysisWrote() throws Exception {
        SessionId id = planned(1);
        Item item = items().pending(id, 0, 1).getFirst();
        commit(item, Optional.of(new Score(2, "sidecar")), "cat", "hat");
        execute(
                "insert into media_keywords (media_file_id, keyword, keyword_type) select id, 'mine', 'user' from media_files");
        execute(
                "insert into media_keywords (media_file_id, keyword, keyword_type) select id, 'old', 'extracted' from media_files");

        commit(item, Optional.of(new Score(5, "sidecar")), "cat", "dog");

        assertThat(rows("select keyword from media_keywords order by keyword"))
                .containsExactly("cat", "dog", "mine", "old");
        assertThat(rows("select score from media_files")).containsExactly("5");
    }

    @Test
    void aPersonsScoreWinsOverAnImportedOne() throws Exception {
        SessionId id = planned(1);
        Item item = items().pending(id, 0, 1).getFirst();
        commit(item, Optional.empty());
        execute("update media_files set score = 1");

        commit(item, Optional.of(new Score(5, "sidecar")));

        assertThat(rows("select score from media_files")).containsExactly("1");
        assertThat(rows("select score_source from media_analysis")).containsExactly("null");
    }

    @Test
    void notAssessedIsNeverSafe() throws Exception {
        SessionId id = planned(1);

        commit(items().pending(id, 0, 1).getFirst(), Optional.empty());

        assertThat(rows("select nsfw_score, nsfw_label from media_files")).containsExactly("null|null");
        assertThat(rows("select nsfw_status from media_analysis")).containsExactly("off");
    }

    @Test
    void aFileThatFailedByItsOwnFaultIsSkippedWithItsReasonUntilItOrTheReaderChanges() throws Exception {
        SourceFile file = Samples.files(1).getFirst();
        failOnce(file, new Failure(FailureCode.NOT_MEDIA, "it begins with text"));

        SessionId again = newSession().id();
        assertThat(items().newList(again).add(List.of(file), true, Long.MAX_VALUE))
                .isEqualTo(new Added(1, 0));
        ItemReport skipped =
                reports().items(again, inState(ItemState.SKIPPED), 0, 10, 0).getFirst();
        assertThat(skipped.reason()).isEqualTo("failed-before");
        assertThat(skipped.code()).isEqualTo("not-media");
        assertThat(skipped.detail()).contains("it begins with text");
        assertThat(reports().failedBefore(again, 10)).isEqualTo(new FailedBefore(1, List.of(skipped)));
        assertThat(standing(file, false)).isEqualTo(Standing.Plain.FAILED_BEFORE);

        assertThat(standing(file, true)).as("retried").isEqualTo(Standing.Plain.NEW);
        SourceFile changed = new SourceFile(file.path(), file.size() + 1, file.modified());
        assertThat(toDo(changed)).as("changed").isEqualTo(1);
        assertThat(standing(changed, false)).isEqualTo(Standing.Plain.NEW);
        execute("update ingest_known_bad set reader = 'an older one'");
        assertThat(toDo(file)).as("read by another analyser").isEqualTo(1);
    }

    @Test
    void everyFactHasItsColumnAndGoesWhenTheFileNoLongerSaysIt() throws Exception {
        Item item = items().pending(planned(1), 0, 1).getFirst();
        String facts =
                "select orientation, frame_count, codec, bit_rate, icc_profile, captured_at, captured_clock, captured_source,"
                        + " latitude, longitude, altitude, camera_make, camera_model, exposure, caption from media_analysis";

        commit(item, Samples.everyFact(item.file()));
        assertThat(rows(facts))
                .containsExactly(
                        "6|48|h264|9000000000|Display P3|1565157904000000|1565165104000000|exif"
                                + "|-33.5|151.25|-12.5|Maker|Model 猫|{\"lens\":\"Glass 猫\",\"seconds\":0.008,\"aperture\":2.8,\"iso\":400,\"focalLength\":50.0}|two cats on a wall");
        assertThat(rows("select count(*) from media_analysis where captured_zoned"))
                .containsExactly("1");

        commit(item, Samples.onlyHeaders(item.file()));
        assertThat(rows(facts)).containsExactly(String.join("|", Collections.nCopies(15, "null")));
        assertThat(rows("select prompt, seed, model_name, loras, workflow_data from media_metadata"))
                .containsExactly("null|null|null|null|null");
        assertThat(rows("select generator, raw_text, generation_source, vae, characters, other_parameters, clip_skip"
                        + " from media_analysis"))
                .containsExactly("null|null|null|null|null|null|null");
    }

    @Test
    void anotherThresholdMakesNewVerdictsOfTheStoredScoresAndOfNothingElse() throws Exception {
        List<Item> items = items().pending(planned(3), 0, 3);
        List<Double> scores = List.of(0.2, 0.55);
        for (int i = 0; i < 2; i++) {
            Findings findings = Samples.findings(items.get(i).file(), Optional.empty());
            Scored score = new Scored(scores.get(i), scores.get(i), 1, "model", "v1");
            var pixels = new PixelFindings(null, null, null, List.of(), score, null, null);
            items().commit(items.get(i), Samples.assessment(items.get(i).file(), findings, pixels, 0.5), findings);
        }
        commit(items.get(2), Samples.findings(items.get(2).file(), Optional.empty()));

        assertThat(store.thresholds().applyThreshold(0.6)).isEqualTo(new Applied(2, 0, 1));

        assertThat(rows("select nsfw, nsfw_label, nsfw_score, nsfw_threshold from media_files order by id"))
                .containsExactly("0|0|0.2|0.6", "0|0|0.55|0.6", "0|null|null|null");
        assertThat(store.thresholds().applyThreshold(0.2)).isEqualTo(new Applied(2, 2, 2));
        assertThat(store.thresholds().applyThreshold(0.2)).isEqualTo(new Applied(2, 2, 0));
    }

    @Test
    void whatThePixelsSayHasItsColumnsAndGoesWhenTheyCannotBeRead() throws Exception {
        Item item = items().pending(planned(1), 0, 1).getFirst();
        Findings findings = Samples.findings(item.file(), Optional.empty());
        Scored score = new Scored(0.7, 0.4, 9, "model", "v1");
        var pixels =
                new PixelFindings("ab".repeat(32), -1L, 255L, List.of(16L, -2L), score, null, null, "cd".repeat(32));
        items().commit(item, Samples.assessment(item.file(), findings, pixels, 0.7), findings);

        assertThat(rows("select media_file_id, phash, nsfw, nsfw_score, nsfw_label, nsfw_model, nsfw_model_version,"
                        + " nsfw_threshold from media_files"))
                .containsExactly("ab".repeat(32) + "|ffffffffffffffff|1|0.7|1|model|v1|0.7");
        assertThat(rows("select dct_hash, frame_hashes, nsfw_mean, nsfw_frames, nsfw_status from media_analysis"))
                .containsExactly("255|[\"0000000000000010\",\"fffffffffffffffe\"]|0.4|9|scored");
        assertThat(rows("select video_sha256 from media_analysis")).containsExactly("cd".repeat(32));
        assertThat(rows("select nsfw_detected, nsfw_assessed from ingest_items"))
                .containsExactly("1|1");

        commit(item, findings);

        assertThat(rows("select media_file_id, phash, nsfw, nsfw_score, nsfw_label, nsfw_model, nsfw_threshold"
                        + " from media_files"))
                .containsExactly("null|null|0|null|null|null|null");
        assertThat(rows("select dct_hash, frame_hashes, nsfw_mean, nsfw_frames, nsfw_status from media_analysis"))
                .containsExactly("null|null|null|null|off");
    }

    @Test
    void aScoreUnderTheThresholdIsAssessedAndNotNsfw() throws Exception {
        Item item = items().pending(planned(1), 0, 1).getFirst();
        Findings findings = Samples.findings(item.file(), Optional.empty());
        var pixels = new PixelFindings(null, null, null, List.of(), Scored.picture(0.49, "model", "v1"), null, null);
        items().commit(item, Samples.assessment(item.file(), findings, pixels, 0.5), findings);

        assertThat(rows("select nsfw, nsfw_label, nsfw_score from media_files")).containsExactly("0|0|0.49");
    }

    @Test
    void aValueLongerThanASharedColumnIsKeptWholeBesideIt() throws Exception {
        Item item = items().pending(planned(1), 0, 1).getFirst();
        String model = "🎨".repeat(300) + ".safetensors";

        commit(item, Samples.madeWith(item.file(), model));
        assertThat(rows("select model_name from media_metadata")).containsExactly("🎨".repeat(256));
        assertThat(rows("select whole_values from media_analysis"))
                .containsExactly("{\"model_name\":\"" + model + "\"}");

        commit(item, Samples.madeWith(item.file(), "🎨".repeat(256)));
        assertThat(rows("select model_name from media_metadata")).containsExactly("🎨".repeat(256));
        assertThat(rows("select whole_values from media_analysis")).containsExactly("null");
    }

    @Test
    void aFileAnalysedForLessIsNotUnchanged() throws Exception {
        SessionId first = planned(2);
        items().pending(first, 0, 10).forEach(item -> commit(item, Optional.empty()));
        execute("update media_analysis set analysed_with = '1-m' where media_id = (select min(id) from media_files)");

        Added added = items().newList(newSession().id()).add(Samples.files(2), true, Long.MAX_VALUE);

        assertThat(added).isEqualTo(new Added(2, 1));
    }

    /** Java shows the byte E9 as the same character as any other that is no UTF-8. */
    @Test
    void aFileInAFolderWhoseNameIsNoTextIsFollowedWhenItMoves() throws Exception {
        SourceFile before = at("/media/caf\uFFFDE9/picture\uFFFDFF.png");
        Findings findings = Samples.findings(before, Optional.empty());
        commit(items().pending(plannedWith(before), 0, 1).getFirst(), findings);
        SourceFile after = at("/media/th\uFFFDE9/picture\uFFFDFF.png");
        Item moved = items().pending(plannedWith(after), 0, 1).getFirst();
        Path from = store.catalog().sameContent(moved, findings).getFirst();

        items().commit(moved, Samples.assessment(after, findings), findings, Samples.ANALYSED_WITH, from);

        assertThat(rows("select file_path, directory from media_files"))
                .containsExactly("/media/th\uFFFDE9/picture\uFFFDFF.png|/media/th\uFFFDE9");
        Path folder = PathText.parse("/media/th\uFFFDE9");
        assertThat(store.counts().byDirectory(folder)).isEqualTo(Map.of(folder, 1L));
    }

    private static SourceFile at(String path) {
        return new SourceFile(PathText.parse(path), 1_000, Instant.parse("2026-05-01T10:00:00Z"));
    }

    @Test
    void aMissingFileIsMarkedNotDeleted() throws Exception {
        SessionId first = planned(1);
        commit(items().pending(first, 0, 1).getFirst(), Optional.empty(), "cat");
        SessionId second = newSession().id();
        items().newList(second).add(Samples.files(1), false, Long.MAX_VALUE);
        Item item = items().pending(second, 0, 1).getFirst();

        Failure failure = Failure.of(FailureCode.MISSING);
        items().markMissing(item, failure, failed(item, failure));

        assertThat(rows("select count(*) from media_keywords")).containsExactly("1");
        assertThat(rows("select missing_since is not null from media_analysis")).containsAnyOf("1", "t", "true");
        assertThat(store.counts().byDirectory(Samples.FOLDER)).isEmpty();
        commit(item, Optional.empty(), "cat");
        assertThat(store.counts().byDirectory(Samples.FOLDER)).isEqualTo(Map.of(Samples.FOLDER, 1L));
    }

    @Test
    void deletingASessionKeepsTheCatalogueAndTheAudit() throws Exception {
        SessionId id = planned(1);
        commit(items().pending(id, 0, 1).getFirst(), Optional.empty(), "cat");

        assertThat(ledger().delete(id, Actor.PROGRAM)).isTrue();

        assertThat(ledger().delete(id, Actor.PROGRAM)).isFalse();
        assertThat(rows("select count(*) from ingest_items")).containsExactly("0");
        assertThat(rows("select count(*) from media_files")).containsExactly("1");
        assertThat(rows("select operation from ingest_audit order by id")).containsExactly("start", "delete");
    }

    /** What was counted before is not counted again, and must not be told again either once it is no longer so. */
    @Test
    void countsAreThoseOfTheRowsWhateverHappened() throws Exception {
        SessionId id = planned(6);
        assertCounts(id);
        items().pending(id, 0, 4).forEach(item -> end(item, (int) item.position() % 3));
        assertCounts(id);
        items().retry(id);
        assertCounts(id);
        Item item = items().pending(id, 0, 1).getFirst();
        items().begin(item);
        items().releaseInterrupted(id, AttemptLimits.DEFAULT);
        assertCounts(id);
        try (StorePorts other = open()) {
            items().releaseSession(id);
            other.items().skipRest(id, "cancelled");
        }
        assertCounts(id);
        ledger().reconcile(id);
        assertCounts(id);
        ledger().move(id, SessionState.CANCELLED, null);
        assertCounts(id);
        ledger().delete(id, Actor.PROGRAM);
        assertThat(items().tally(id).total()).isZero();
    }

    private void assertCounts(SessionId id) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        for (String row : rows("select state, count(*) from ingest_items group by state")) {
            String[] words = row.split("\\|", -1);
            counts.put(words[0], Long.parseLong(words[1]));
        }
        Tally tally = items().tally(id);
        assertThat(SessionSummary.byState(tally)).isEqualTo(counts);
        assertThat(tally.total())
                .isEqualTo(counts.values().stream().mapToLong(Long::longValue).sum());
        assertThat(reports().summaryIfReady(id))
                .get()
                .satisfies(summary -> assertThat(summary.byState().keySet())
                        .isSubsetOf(Stream.of(ItemState.values())
                                .map(ItemState::label)
                                .toList()));
    }

    @Test
    void theNumbersOfAnEndedSessionAreKept() throws Exception {
        SessionId id = planned(5);
        items().pending(id, 0, 10).forEach(item -> end(item, item.position() > 3 ? 1 : 0));
        SessionSummary counted = reports().summary(id);
        ledger().move(id, SessionState.PROCESSING, null);
        ledger().reconcile(id);
        ledger().move(id, SessionState.COMPLETED, null);
        execute("update media_analysis set generator = 'another', media_type = 'other'");

        SessionSummary kept = reports().summary(id);

        assertThat(kept).isEqualTo(counted);
        assertThat(kept.byState()).isEqualTo(Map.of("committed", 3L, "failed", 2L));
        assertThat(kept.byCode()).isEqualTo(Map.of("not-media", 2L));
        assertThat(kept.slowest()).isNotEmpty();
        assertThat(reports().summaryIfReady(id)).contains(kept);
        assertThat(items().retry(id)).isEqualTo(2);
        assertThat(reports().summary(id).byState()).isEqualTo(Map.of("committed", 3L, "pending", 2L));
    }

    @Test
    void everythingIsThereAfterReopening() throws Exception {
        SessionId id = planned(2);
        Item item = items().pending(id, 0, 1).getFirst();
        items().begin(item);
        commit(item, Optional.empty(), "cat");
        closeStore();

        reopen();

        assertThat(items().tally(id).committed()).isEqualTo(1);
        assertThat(items().pending(id, 0, 10)).hasSize(1);
    }

    @Test
    void aServerThatLostItsSessionWritesNothingMore() throws Exception {
        SessionId id = planned(2);
        Item item = items().pending(id, 0, 1).getFirst();
        items().begin(item);
        execute("update ingest_sessions set lease_until = 0");
        Failure failure = Failure.of(FailureCode.NOT_MEDIA);
        try (StorePorts other = open()) {
            assertThat(other.leases().claim(id)).isPresent();

            assertThatThrownBy(() -> commit(item, Optional.empty(), "cat")).isInstanceOf(LeaseLost.class);
            assertThatThrownBy(() -> items().fail(item, failure, failed(item, failure)))
                    .isInstanceOf(LeaseLost.class);
            assertThatThrownBy(() -> items().begin(item)).isInstanceOf(LeaseLost.class);
            assertThatThrownBy(() -> items().releaseInterrupted(id, AttemptLimits.DEFAULT))
                    .isInstanceOf(LeaseLost.class);
            assertThatThrownBy(() -> items().newList(id)).isInstanceOf(LeaseLost.class);
            assertThat(rows("select count(*) from media_files")).containsExactly("0");
            assertThat(rows("select count(*) from ingest_items where state = 'processing'"))
                    .containsExactly("1");
        }
    }

    @Test
    void aLeaseLastsAsLongAsItsServerLives() throws Exception {
        SessionId id = planned(1);
        execute("update ingest_sessions set lease_until = 1");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> rows("select lease_until > 1 from ingest_sessions").contains("1"));

        try (StorePorts other = open()) {
            assertThat(other.leases().claim(id)).isEmpty();
        }
    }

    final Outbox outbox() {
        return store.outbox();
    }

    final List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    boolean isFlag = result.getObject(column) instanceof Boolean;
                    values.add(
                            isFlag ? result.getBoolean(column) ? "1" : "0" : String.valueOf(result.getString(column)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    final void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
