package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.commit.Verdicts.Judged;
import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.discover.Discovered.Reason;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.failure.LeaseLost;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.SidecarStamp;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.pixels.Classification.Scored;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.plan.EarlierReadings;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.ItemList.Added;
import dev.mediaingest.plan.KnownFiles.Standing;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.LeftOutFiles;
import dev.mediaingest.report.Outbox;
import dev.mediaingest.report.SessionReports;
import dev.mediaingest.report.SessionReports.FailedBefore;
import dev.mediaingest.report.SessionSummary;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.AttemptLimits;
import dev.mediaingest.session.AuditLog;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import dev.mediaingest.store.sql.DatabaseUrl;
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
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must do. A new one gets a subclass that opens it, and nothing else. */
abstract class StoreContract {
    @SuppressWarnings("NullAway.Init") // opened before each test
    private Store store;

    private LeasedStore leased;

    /** Where this test's database is: the same at every call. */
    abstract DatabaseUrl url() throws Exception;

    private Store open() throws Exception {
        return Stores.open(url(), InstantSource.system());
    }

    /** Another program's connection to the same database. */
    abstract Connection connect() throws SQLException;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
        leased = new LeasedStore(store);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void aNewSessionIsStartingAndUnplanned() {
        Session session = newSession();

        assertThat(session.state()).isEqualTo(SessionState.STARTING);
        assertThat(session.planned()).isFalse();
        assertThat(session.parameters()).isEqualTo(Samples.parameters());
        assertThat(ledger().find(session.id())).contains(session);
        assertThat(ledger().find(SessionId.random())).isEmpty();
    }

    @Test
    void aPlannedListKeepsItsOrder() {
        SessionId id = planned(2_500);

        List<Item> first = items().pending(id, 0, 1_000);
        List<Item> rest = items().pending(id, first.getLast().position(), 5_000);
        List<Item> all = new ArrayList<>(first);
        all.addAll(rest);
        assertThat(all).extracting(Item::file).containsExactlyElementsOf(Samples.files(2_500));
        assertThat(ledger().find(id).orElseThrow().totalFiles()).isEqualTo(2_500);
    }

    @Test
    void planningAnewForgetsWhatAnInterruptedPlanningLeft() {
        SessionId id = newSession().id();
        items().newList(id).add(Samples.files(10), true, Long.MAX_VALUE);
        items().newList(id).leaveOut(List.of(new LeftOut(Samples.FOLDER.resolve("x"), Reason.HIDDEN)));
        items().newList(id).add(Samples.files(3), true, Long.MAX_VALUE);

        assertThat(items().planned(id).totalFiles()).isEqualTo(3);
        assertThat(leftOut().counts(id)).isEmpty();
    }

    @Test
    void leftOutEntriesAreRememberedWithTheirReason() {
        SessionId id = newSession().id();
        items().newList(id)
                .leaveOut(List.of(
                        new LeftOut(Samples.FOLDER.resolve("pipe"), Reason.NOT_A_FILE),
                        new LeftOut(Samples.FOLDER.resolve("note.txt"), Reason.NOT_MATCHED)));

        assertThat(leftOut().counts(id)).isEqualTo(Map.of("not-a-file", 1L, "not-matched", 1L));
        assertThat(leftOut().list(id, "", 10))
                .extracting(LeftOutFiles.Entry::reason)
                .containsExactly("not-matched", "not-a-file");
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
    void unchangedFilesAreSkippedAndChangedOnesAreNot() {
        SessionId first = planned(5);
        items().pending(first, 0, 10).forEach(item -> commit(item, Optional.empty()));
        List<SourceFile> seen = new ArrayList<>(Samples.files(6));
        seen.set(1, new SourceFile(seen.get(1).path(), 7, seen.get(1).modified()));
        seen.set(2, new SourceFile(seen.get(2).path(), seen.get(2).size(), Instant.parse("2026-11-01T00:00:00Z")));

        SessionId second = newSession().id();
        Added added = items().newList(second).add(seen, true, Long.MAX_VALUE);

        assertThat(added).isEqualTo(new Added(6, 3));
        assertThat(items().pending(second, 0, 10)).extracting(Item::position).containsExactly(2L, 3L, 6L);
        assertThat(reports().items(second, inState(ItemState.SKIPPED), 0, 10, 0))
                .extracting(ItemReport::reason)
                .containsOnly("unchanged")
                .hasSize(3);
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
    void whatTheMachineDidIsNoFaultOfTheFile() {
        SourceFile file = Samples.files(1).getFirst();
        for (FailureCode code : List.of(
                FailureCode.UNREADABLE,
                FailureCode.CHANGED_WHILE_READING,
                FailureCode.OUTSIDE_ROOTS,
                FailureCode.MISSING)) {
            failOnce(file, Failure.of(code));
            assertThat(toDo(file)).as(code.code()).isEqualTo(1);
        }
    }

    @Test
    void aFileThatFailedAndWasCommittedSinceIsNotKnownAsBad() {
        SourceFile file = Samples.files(1).getFirst();
        failOnce(file, Failure.of(FailureCode.NOT_MEDIA));
        SessionId forced = newSession().id();
        items().newList(forced).add(List.of(file), false, Long.MAX_VALUE);
        items().planned(forced);
        commit(items().pending(forced, 0, 1).getFirst(), Optional.empty());

        assertThat(standing(file, false)).isEqualTo(Standing.Plain.UNCHANGED);
        assertThat(store.known()
                        .compare(List.of(file), new EarlierReadings(List.of("another"), new TreeMap<>()), false))
                .containsExactly(Standing.Plain.CHANGED);
    }

    @Test
    void retryingASessionTriesWhatFailedBefore() {
        SourceFile file = Samples.files(1).getFirst();
        failOnce(file, Failure.of(FailureCode.NOT_MEDIA));
        SessionId again = newSession().id();
        items().newList(again).add(List.of(file), true, Long.MAX_VALUE);
        items().planned(again);

        assertThat(items().retry(again)).isEqualTo(1);
        assertThat(items().pending(again, 0, 10)).hasSize(1);
    }

    private void failOnce(SourceFile file, Failure failure) {
        SessionId id = newSession().id();
        items().newList(id).add(List.of(file), false, Long.MAX_VALUE);
        items().planned(id);
        Item item = items().pending(id, 0, 1).getFirst();
        items().fail(item, failure, failed(item, failure));
    }

    private Standing standing(SourceFile file, boolean retryFailed) {
        return store.known()
                .compare(List.of(file), Samples.parameters().earlierReadings(), retryFailed)
                .getFirst();
    }

    @Test
    void aFileWhoseSidecarsChangedIsNotUnchanged() {
        SourceFile bare = Samples.file(1);
        SourceFile rated = rated(bare, 7);
        SessionId first = newSession().id();
        items().newList(first).add(List.of(rated), true, Long.MAX_VALUE);
        Item item = items().pending(first, 0, 1).getFirst();
        assertThat(item.file()).isEqualTo(rated);
        commit(item, Optional.empty());

        assertThat(toDo(rated)).isZero();
        assertThat(toDo(rated(bare, 8))).isEqualTo(1);
        assertThat(toDo(bare)).isEqualTo(1);
    }

    private static SourceFile rated(SourceFile file, long stamp) {
        return new SourceFile(file.path(), file.size(), file.modified(), new SidecarStamp(stamp));
    }

    private long toDo(SourceFile file) {
        return items().newList(newSession().id())
                .add(List.of(file), true, Long.MAX_VALUE)
                .toDo();
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

        assertThat(store.verdicts().judge(0.6)).isEqualTo(new Judged(2, 0, 1));

        assertThat(rows("select nsfw, nsfw_label, nsfw_score, nsfw_threshold from media_files order by id"))
                .containsExactly("0|0|0.2|0.6", "0|0|0.55|0.6", "0|null|null|null");
        assertThat(store.verdicts().judge(0.2)).isEqualTo(new Judged(2, 2, 2));
        assertThat(store.verdicts().judge(0.2)).isEqualTo(new Judged(2, 2, 0));
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
    void anItemWhoseWorkerEndedComesBehindTheOthersAndItsEndsAreCounted() {
        SessionId id = planned(2);
        Item first = items().pending(id, 0, 1).getFirst();
        items().begin(first);
        items().defer(first, true);

        assertThat(items().pending(id, 0, 10)).extracting(Item::position).containsExactly(2L);
        assertThat(items().nextDeferral(id, 0)).hasValue(1);
        assertThat(items().nextDeferral(id, 1)).isEmpty();
        Item again = items().pending(id, 1, 0, 10).getFirst();
        assertThat(again.cutShort()).isEqualTo(1);
        assertThat(again.attempts()).isZero();
        assertThat(again.attempt()).isEqualTo(2);
    }

    @Test
    void anItemGivenBackIsPendingInItsPlaceAsIfNotBegun() {
        SessionId id = planned(2);
        Item first = items().pending(id, 0, 1).getFirst();
        items().begin(first);
        items().markSlow(first);
        items().release(first);

        assertThat(items().pending(id, 0, 10).getFirst()).isEqualTo(first);
    }

    @Test
    void aFileThatWasWithAWorkerIsNeverBlamedForTheEndOfTheMainProcess() {
        SessionId id = planned(1);
        for (int kill = 0; kill < 2 * AttemptLimits.DEFAULT.any(); kill++) {
            Item item = items().pending(id, 0, 1).getFirst();
            items().begin(item);
            items().markSlow(item);
            items().handedOver(item);
            items().releaseInterrupted(id, AttemptLimits.DEFAULT);
        }

        assertThat(items().pending(id, 0, 1)).hasSize(1);
        assertThat(items().tally(id).quarantined()).isZero();
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

    @Test
    void aListEndsWithTheLastFileThatMayBeDone() {
        SessionId first = planned(3);
        items().pending(first, 0, 10).forEach(item -> commit(item, Optional.empty()));
        ItemList list = items().newList(newSession().id());

        assertThat(list.add(Samples.files(10), true, 2)).isEqualTo(new Added(5, 2));
    }

    @Test
    void attemptsAreCountedBeforeAndTheThirdOfASuspectedFileQuarantines() {
        SessionId id = planned(2);
        for (int attempt = 1; attempt <= 3; attempt++) {
            Item item = items().pending(id, 0, 1).getFirst();
            assertThat(item.attempts()).isEqualTo(attempt - 1);
            assertThat(items().begin(item)).isEqualTo(attempt);
            items().markSlow(item);
            items().releaseInterrupted(id, AttemptLimits.DEFAULT);
        }

        assertThat(items().pending(id, 0, 10)).extracting(Item::position).containsExactly(2L);
        ItemReport report = reports().lastErrors(id, 10).getFirst();
        assertThat(report.state()).isEqualTo(ItemState.QUARANTINED);
        assertThat(report.code()).isEqualTo("ended-the-process");
        assertThat(report.nextStep()).isNotEmpty();
    }

    @Test
    void aFileThatIsOnlyAlwaysFirstWhenAServerIsKilledGetsMoreChancesButNotForever() {
        SessionId id = planned(1);
        for (int attempt = 1; attempt < AttemptLimits.DEFAULT.any(); attempt++) {
            items().begin(items().pending(id, 0, 1).getFirst());
            items().releaseInterrupted(id, AttemptLimits.DEFAULT);
        }
        assertThat(items().tally(id).quarantined()).isZero();

        items().begin(items().pending(id, 0, 1).getFirst());
        items().releaseInterrupted(id, AttemptLimits.DEFAULT);

        assertThat(items().tally(id).quarantined()).isEqualTo(1);
    }

    @Test
    void revisionsHaveNoGapForAReader() {
        SessionId id = planned(30);
        List<Item> items = items().pending(id, 0, 100);
        Random random = new Random(7);
        List<Long> seen = new ArrayList<>();
        long last = 0;
        for (Item item : items) {
            end(item, random.nextInt(3));
            if (random.nextInt(4) == 0) {
                for (ItemReport report : reports().endedAfter(id, last, 100)) {
                    seen.add(report.position());
                    last = report.revision();
                }
            }
        }
        reports().endedAfter(id, last, 100).forEach(report -> seen.add(report.position()));

        assertThat(seen)
                .containsExactlyElementsOf(items.stream().map(Item::position).toList());
        assertThat(reports().lastRevision(id)).isEqualTo(30);
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
    void onlyLegalMovesHappen() {
        Random random = new Random(11);
        SessionId id = planned(1);
        List<SessionState> wishes = List.of(SessionState.values());
        SessionState state = SessionState.STARTING;
        for (int step = 0; step < 300; step++) {
            SessionState wish = wishes.get(random.nextInt(wishes.size()));
            Optional<Session> moved = ledger().move(id, wish, "because");
            assertThat(moved.isPresent()).isEqualTo(state.mayBecome(wish));
            state = moved.map(Session::state).orElse(state);
            assertThat(ledger().find(id).orElseThrow().state()).isEqualTo(state);
        }
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

    @Test
    void cancellingSkipsTheRestAndAddsUp() {
        SessionId id = planned(5);
        commit(items().pending(id, 0, 1).getFirst(), Optional.empty());
        long last = reports().lastRevision(id);

        items().skipRest(id, "cancelled");

        Tally tally = items().tally(id);
        assertThat(tally.addsUp()).isTrue();
        assertThat(tally.skipped()).isEqualTo(4);
        assertThat(reports().endedAfter(id, last, 100))
                .as("whoever follows the session sees no gap")
                .extracting(ItemReport::revision)
                .containsExactly(last + 1, last + 2, last + 3, last + 4);
    }

    @Test
    void failedItemsCanBeTriedAgain() {
        SessionId id = planned(3);
        items().pending(id, 0, 10).forEach(item -> end(item, (int) item.position() % 2));

        assertThat(items().retry(id)).isEqualTo(2);

        assertThat(items().pending(id, 0, 10)).hasSize(2).allMatch(item -> item.attempts() == 0);
        assertThat(reports().lastErrors(id, 10)).isEmpty();
    }

    @Test
    void aReaderMissesNothingWhenTheLastItemIsTriedAgain() {
        SessionId id = planned(2);
        items().pending(id, 0, 10).forEach(item -> end(item, 1));
        long seen = reports().lastRevision(id);
        items().retry(id);
        assertThat(reports().endedAfter(id, seen, 10)).isEmpty();

        items().pending(id, 0, 10).forEach(item -> end(item, 0));

        assertThat(reports().endedAfter(id, seen, 10))
                .extracting(ItemReport::position)
                .containsExactly(1L, 2L);
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
        try (Store other = open()) {
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
    void whileAListIsBeingWrittenOnlyItsLengthIsKnown() {
        SessionId id = newSession().id();

        items().newList(id).add(Samples.files(10), true, Long.MAX_VALUE);

        assertThat(items().tally(id).total()).isEqualTo(10);
        assertThat(items().tally(id).pending()).isEqualTo(10);
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
        store.close();

        store = open();
        leased = new LeasedStore(store);

        assertThat(items().tally(id).committed()).isEqualTo(1);
        assertThat(items().pending(id, 0, 10)).hasSize(1);
    }

    @Test
    void aSessionIsOneServersAlone() throws Exception {
        SessionId id = planned(2);
        Item item = items().pending(id, 0, 1).getFirst();
        try (Store other = open()) {
            assertThat(other.leases().claim(id)).isEmpty();
            assertThat(other.ledger().move(id, SessionState.CANCELLED, null)).isEmpty();
            assertThat(other.items().retry(id, List.of())).isZero();
            other.items().skipRest(id, "cancelled");
            assertThatThrownBy(() -> other.items().begin(new Lease(id, "another", 1), item))
                    .isInstanceOf(LeaseLost.class);

            items().releaseSession(id);

            assertThat(other.leases().claim(id)).isPresent();
            assertThat(items().claim(id)).isFalse();
        }
        assertThat(items().claim(id)).as("its server was closed").isTrue();
    }

    @Test
    void aServerThatLostItsSessionWritesNothingMore() throws Exception {
        SessionId id = planned(2);
        Item item = items().pending(id, 0, 1).getFirst();
        items().begin(item);
        execute("update ingest_sessions set lease_until = 0");
        Failure failure = Failure.of(FailureCode.NOT_MEDIA);
        try (Store other = open()) {
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
    void aServerThatIsStartedAnewNeedNotWaitForItsOwnLease() throws Exception {
        SessionId id = SessionId.random();
        Store before = Stores.open(url(), InstantSource.system(), "server", MigrationConsent.GIVEN);
        LeasedStore beforehand = new LeasedStore(before);
        beforehand.create(id);
        beforehand.newList(id);
        try (Store after = Stores.open(url(), InstantSource.system(), "server", MigrationConsent.GIVEN)) {
            LeasedStore afterwards = new LeasedStore(after);
            assertThat(afterwards.claim(id)).isTrue();

            assertThatThrownBy(() -> beforehand.planned(id)).isInstanceOf(LeaseLost.class);
            afterwards.newList(id);
            afterwards.planned(id);
        } finally {
            before.close();
        }
    }

    @Test
    void aLeaseLastsAsLongAsItsServerLives() throws Exception {
        SessionId id = planned(1);
        execute("update ingest_sessions set lease_until = 1");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> rows("select lease_until > 1 from ingest_sessions").contains("1"));

        try (Store other = open()) {
            assertThat(other.leases().claim(id)).isEmpty();
        }
    }

    @Test
    void pathsWithEveryKindOfLetterComeBackAsTheyWere() {
        SourceFile odd = new SourceFile(
                Samples.FOLDER.resolve("Übung 猫 🎨 'quote\" %_ \\ \n.png"),
                1,
                Instant.parse("2026-01-01T00:00:00.000001Z"));
        SessionId id = newSession().id();
        items().newList(id).add(List.of(odd), true, Long.MAX_VALUE);

        assertThat(items().pending(id, 0, 1).getFirst().file()).isEqualTo(odd);
    }

    final LeasedStore items() {
        return leased;
    }

    final Ledger ledger() {
        return store.ledger();
    }

    final SessionReports reports() {
        return store.reports();
    }

    final LeftOutFiles leftOut() {
        return store.leftOut();
    }

    final AuditLog auditLog() {
        return store.auditLog();
    }

    final Outbox outbox() {
        return store.outbox();
    }

    private Session newSession() {
        return leased.create(SessionId.random());
    }

    final SessionId plannedWith(SourceFile file) {
        SessionId id = newSession().id();
        items().newList(id).add(List.of(file), true, Long.MAX_VALUE);
        items().planned(id);
        return id;
    }

    final SessionId planned(int files) {
        SessionId id = newSession().id();
        ItemList list = items().newList(id);
        List<SourceFile> all = Samples.files(files);
        for (int from = 0; from < files; from += 1_000) {
            list.add(all.subList(from, Math.min(files, from + 1_000)), true, Long.MAX_VALUE);
        }
        items().planned(id);
        return id;
    }

    private void commit(Item item, Optional<Score> score, String... words) {
        commit(item, Samples.findings(item.file(), score, words));
    }

    final void commit(Item item, Findings findings) {
        items().commit(item, Samples.assessment(item.file(), findings), findings);
    }

    private void end(Item item, int how) {
        Failure failure = Failure.of(FailureCode.NOT_MEDIA);
        switch (how) {
            case 0 -> commit(item, Optional.empty());
            case 1 -> items().fail(item, failure, failed(item, failure));
            default -> items().markMissing(item, failure, failed(item, failure));
        }
    }

    private static Assessment failed(Item item, Failure failure) {
        Assessment assessed = Samples.assessment(item.file(), Samples.findings(item.file(), Optional.empty()));
        return new Assessment(
                item.file(), new Analysis.Unreadable(failure), assessed.pixels(), assessed.verdict(), Duration.ZERO);
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

    private static ItemFilter inState(ItemState state) {
        return new ItemFilter(Optional.of(state), Optional.empty(), Optional.empty());
    }
}
