package dev.mediaingest.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.engines.EngineOptions;
import dev.mediaingest.engines.worker.MisbehavingDecoder.Deed;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.pixels.PixelReading.Ended;
import dev.mediaingest.pixels.PixelReading.Read;
import dev.mediaingest.pixels.PixelReading.Undecodable;
import dev.mediaingest.pixels.PixelRequest;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real child processes, driven to every kind of end by the files they are given. */
@Timeout(120)
class WorkerPoolTest {
    private static final WorkerOptions LIMITS =
            new WorkerOptions(2, Duration.ofSeconds(3), Duration.ofSeconds(5), 48, 400, 5_000);
    /** For ends that come by themselves, however busy the machine is. */
    private static final WorkerOptions PATIENT =
            new WorkerOptions(2, Duration.ofSeconds(60), Duration.ofSeconds(60), 48, 400, 5_000);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private WorkerPool pool;

    @BeforeEach
    void open() {
        pool = WorkerPool.of(engines("nsfw-mobilenet-v2"), LIMITS);
    }

    @AfterEach
    void noProcessIsLeft() {
        List<ProcessHandle> children = children();
        List<Path> temporary =
                children.stream().flatMap(WorkerPoolTest::temporaryFolder).toList();
        pool.close();
        await().atMost(Duration.ofSeconds(10)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(temporary).allSatisfy(path -> assertThat(path).doesNotExist());
    }

    private static Stream<Path> temporaryFolder(ProcessHandle child) {
        String option = "-Djava.io.tmpdir=";
        return Arrays.stream(child.info().arguments().orElse(new String[0]))
                .filter(argument -> argument.startsWith(option))
                .map(argument -> Path.of(argument.substring(option.length())));
    }

    @Test
    void aWorkerWhoseParentIsGoneLeavesNothingBehind() throws Exception {
        TemporaryFolder temporary = TemporaryFolder.create(folder.resolve("temporary"));
        WorkerCommand command = new WorkerCommand(engines("nsfw-mobilenet-v2"), LIMITS);
        Process worker = new ProcessBuilder(
                        command.arguments(temporary.path(), new PixelOptions(false, false, false, false)))
                .redirectError(Redirect.DISCARD)
                .start();
        while (Frames.read(worker.getInputStream()).kind() != Frames.READY) {
            assertThat(worker.isAlive()).isTrue();
        }
        Files.createDirectory(temporary.path().resolve("decoder"));
        Files.writeString(temporary.path().resolve("decoder/left.tmp"), "half a picture");

        worker.getOutputStream().close();

        assertThat(worker.waitFor()).isZero();
        assertThat(temporary.path()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "FAIL,, damaged, on purpose",
        "HANG, E, timeout, over 3 s",
        "SPIN, E, timeout, over 3 s",
        "EAT_HEAP, E, memory, over 48 MB of Java heap",
        "EAT_NATIVE_MEMORY, E, memory, over 400 MB",
        "SEGFAULT, E, decoder-crashed, signal",
        "ABORT, E, decoder-crashed, signal 6",
        "EXIT_0, E, decoder-crashed, exit 0",
        "EXIT_1, E, decoder-crashed, exit 1",
        "PRINT_A_MESSAGE, E, decoder-crashed, the worker answered",
        "THROW, E, internal, on purpose",
        "RECURSE, E, internal, StackOverflowError"
    })
    void everyMisdeedIsOneFilesFailureAndTheNextFileIsFine(
            Deed deed, @Nullable String ended, String code, String detail) throws Exception {
        if (!code.equals("timeout")) {
            pool.close();
            pool = WorkerPool.of(engines("nsfw-mobilenet-v2"), PATIENT);
        }

        PixelReading reading = read(deed);

        Failure failure = switch (reading) {
            case Ended(Failure reason) -> reason;
            case Undecodable(Failure reason) -> reason;
            case Read read -> throw new AssertionError("read: " + read);
        };
        assertThat(failure.code().code()).isEqualTo(code);
        assertThat(failure.detail()).contains(detail);
        assertThat(reading instanceof Ended).isEqualTo(ended != null);
        assertThat(read(Deed.BEHAVE)).isInstanceOf(Read.class);
    }

    @Test
    void garbageOnStandardOutputIsPassedOver() throws Exception {
        assertThat(read(Deed.PRINT_GARBAGE)).isInstanceOf(Read.class);
        assertThat(read(Deed.PRINT_LIBRARY_OUTPUT)).isInstanceOf(Read.class);
        assertThat(read(Deed.BEHAVE)).isInstanceOf(Read.class);
    }

    @Test
    void goodFilesNeverNoticeTheBadOnesBesideThem() throws Exception {
        var random = new SplittableRandom(4);
        Deed[] bad = {Deed.SEGFAULT, Deed.EXIT_0, Deed.EAT_HEAP, Deed.PRINT_GARBAGE, Deed.FAIL, Deed.ABORT};
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<PixelReading>> readings = new ArrayList<>();
            List<Deed> deeds = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Deed deed = i % 4 == 3 ? bad[random.nextInt(bad.length)] : Deed.BEHAVE;
                deeds.add(deed);
                readings.add(threads.submit(() -> read(deed)));
            }
            for (int i = 0; i < readings.size(); i++) {
                boolean good = deeds.get(i) == Deed.BEHAVE || deeds.get(i) == Deed.PRINT_GARBAGE;
                assertThat(readings.get(i).get() instanceof Read)
                        .as("%d %s", i, deeds.get(i))
                        .isEqualTo(good);
            }
        }
    }

    @Test
    void aKilledWorkerCostsOneAttempt() throws Exception {
        assertThat(read(Deed.BEHAVE)).isInstanceOf(Read.class);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<PixelReading> hanging = thread.submit(() -> read(Deed.HANG));
            Thread.sleep(1_000);
            children().forEach(ProcessHandle::destroyForcibly);

            assertThat(hanging.get())
                    .isInstanceOfSatisfying(
                            Ended.class,
                            ended -> assertThat(ended.reason().code()).isEqualTo(FailureCode.DECODER_CRASHED));
        }
        assertThat(read(Deed.BEHAVE)).isInstanceOf(Read.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWorkerHasNothingOfOurEnvironmentButHowNamesAreWritten() throws Exception {
        assertThat(System.getenv())
                .as("what must not be there")
                .containsKey("MEDIA_INGEST_SETTLE")
                .containsKey("PATH");
        assertThat(read(Deed.BEHAVE)).isInstanceOf(Read.class);

        for (ProcessHandle worker : children()) {
            assertThat(Files.readString(Path.of("/proc", Long.toString(worker.pid()), "environ"))
                            .split("\0", -1))
                    .filteredOn(variable -> !variable.isEmpty())
                    .allMatch(
                            variable ->
                                    variable.matches(
                                            "(LC_ALL|LC_CTYPE|LANG|LD_LIBRARY_PATH|ORT_\\w+|PWD|OLDPWD|SHLVL|_)=.*")); // the shell's own
        }
    }

    @Test
    void signalsThatAreMeantForTheMainProcessEndNoWorker() throws Exception {
        assertThat(read(Deed.BEHAVE)).isInstanceOf(Read.class);
        List<ProcessHandle> workers = children();
        for (String signal : List.of("-INT", "-TERM", "-HUP")) {
            for (ProcessHandle worker : workers) {
                assertThat(new ProcessBuilder("kill", signal, Long.toString(worker.pid()))
                                .start()
                                .waitFor())
                        .isZero();
            }
        }
        Thread.sleep(300);

        assertThat(read(Deed.BEHAVE)).isInstanceOf(Read.class);
        assertThat(workers).isNotEmpty().allMatch(ProcessHandle::isAlive);
    }

    @Test
    void aFileGivenToAWorkerThatDiesBeforeItBeginsGoesToAnother() throws Exception {
        assertThat(read(Deed.BEHAVE)).isInstanceOf(Read.class);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            List<ProcessHandle> stopped = children();
            for (ProcessHandle child : stopped) {
                assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(child.pid()))
                                .start()
                                .waitFor())
                        .isZero();
            }
            Future<PixelReading> reading = thread.submit(() -> read(Deed.BEHAVE));
            Thread.sleep(300);
            stopped.forEach(ProcessHandle::destroyForcibly);

            assertThat(reading.get()).isInstanceOf(Read.class);
        }
    }

    @Test
    void aWorkerIsReplacedAfterItsShareOfFiles() throws Exception {
        try (WorkerPool frugal = WorkerPool.of(
                engines("nsfw-mobilenet-v2"),
                new WorkerOptions(1, Duration.ofSeconds(10), Duration.ofSeconds(10), 48, 400, 3))) {
            for (int i = 0; i < 10; i++) {
                assertThat(frugal.read(request(Deed.BEHAVE))).isInstanceOf(Read.class);
            }
            assertThat(frugal.pids()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void aModelThatDoesNotExistIsSaidInOneSentence() {
        try (WorkerPool broken = WorkerPool.of(engines("no-such-model"), LIMITS)) {
            assertThatThrownBy(() -> broken.read(request(Deed.BEHAVE)))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("There is no model no-such-model")
                    .hasMessageContaining("nsfw-mobilenet-v2");
        }
    }

    private PixelReading read(Deed deed) throws IOException, InterruptedException {
        return pool.read(request(deed));
    }

    private PixelRequest request(Deed deed) throws IOException {
        Path file = folder.resolve(deed.name());
        if (!Files.exists(file)) {
            Files.writeString(file, deed.name());
        }
        return new PixelRequest(
                file, MediaType.JXL, Orientation.UPRIGHT, null, new PixelOptions(true, true, false, false));
    }

    private EngineOptions engines(String model) {
        return new EngineOptions(
                folder.resolve("thumbnails"), folder.resolve("models"), folder.resolve("temporary"), model, 1_000_000);
    }

    private List<ProcessHandle> children() {
        return pool.pids().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }
}
