package dev.mediaingest.engines.worker;

import dev.mediaingest.media.MediaKind;
import dev.mediaingest.pixels.PixelRequest;
import java.time.Duration;

/**
 * How much a worker process may take.
 *
 * @param processes how many work at once; one more is kept warm
 * @param pictureDeadline for one picture
 * @param videoDeadline for one video
 * @param heapMegabytes the child's Java heap
 * @param memoryMegabytes resident memory of a child, native memory included; watched on Linux
 * @param recycleAfter files after which a child is replaced, against slow leaks in native code
 * @param classPath where children find their classes, as {@code java -cp} takes it
 */
public record WorkerOptions(
        int processes,
        Duration pictureDeadline,
        Duration videoDeadline,
        int heapMegabytes,
        int memoryMegabytes,
        int recycleAfter,
        String classPath) {

    /** With the classes of this process. */
    public WorkerOptions(
            int processes,
            Duration pictureDeadline,
            Duration videoDeadline,
            int heapMegabytes,
            int memoryMegabytes,
            int recycleAfter) {
        this(
                processes,
                pictureDeadline,
                videoDeadline,
                heapMegabytes,
                memoryMegabytes,
                recycleAfter,
                WorkerClassPath.current());
    }

    /** As described for the command line. */
    public static WorkerOptions standard(int processes) {
        return new WorkerOptions(processes, Duration.ofSeconds(60), Duration.ofSeconds(300), 256, 1024, 5_000);
    }

    Duration deadlineOf(PixelRequest request) {
        return request.type().kind() == MediaKind.VIDEO ? videoDeadline : pictureDeadline;
    }
}
