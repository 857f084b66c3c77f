package dev.mediaingest.engines.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ONNX Runtime would report stays undone, and nothing but its own files is deleted. */
class OnnxTelemetryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path caches;

    private Path queue() throws Exception {
        return Files.createDirectories(caches.resolve("Microsoft/DeveloperTools/.onnxruntime"));
    }

    @Test
    void queuedEventsAndTheDeviceIdAreDeletedWithTheirFolder() throws Exception {
        Path queue = queue();
        for (String name : new String[] {"onnxruntime.db", "onnxruntime.db-wal", "deviceid"}) {
            Files.createFile(queue.resolve(name));
        }

        OnnxTelemetry.deleteQueued(caches);

        assertThat(queue).doesNotExist();
        assertThat(queue.getParent()).exists();
    }

    @Test
    void filesOfOthersStayAndTheirFolderWithThem() throws Exception {
        Path others = Files.writeString(queue().resolve("settings.json"), "mine");
        Files.createFile(queue().resolve("deviceid"));

        OnnxTelemetry.deleteQueued(caches);

        assertThat(others).hasContent("mine");
        assertThat(queue().resolve("deviceid")).doesNotExist();
    }

    @Test
    void aLinkNamedAsTheEventsIsDeletedAndNotWhatItLeadsTo() throws Exception {
        Path target = Files.writeString(caches.resolve("target"), "mine");
        Files.createSymbolicLink(queue().resolve("onnxruntime.db"), target);

        OnnxTelemetry.deleteQueued(caches);

        assertThat(target).hasContent("mine");
        assertThat(queue().resolve("onnxruntime.db")).doesNotExist();
    }

    @Test
    void whereThereIsNothingNothingIsDone() {
        OnnxTelemetry.deleteQueued(caches.resolve("absent"));

        assertThat(caches).isEmptyDirectory();
    }

    @Test
    void forbiddingItCanBeDoneAgain() throws Exception {
        OnnxTelemetry.forbid();
        OnnxTelemetry.forbid();

        assertThat(OnnxTelemetry.variables()).contains("ORT_DISABLE_TELEMETRY");
    }

    /** The C library's own refusals (setenv(3), EINVAL) show that it is the one asked. */
    @ParameterizedTest
    @ValueSource(strings = {"", "A=B"})
    void aNameThatIsNoneIsRefusedByTheCLibrary(String name) {
        assertThatThrownBy(() -> ProcessEnvironment.set(name, "1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("setenv answered -1");
    }
}
