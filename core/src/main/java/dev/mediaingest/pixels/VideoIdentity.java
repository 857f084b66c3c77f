package dev.mediaingest.pixels;

import dev.mediaingest.media.Sha256;
import dev.mediaingest.media.VideoStreams;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * SHA-256 over a video's size, its duration to a tenth of a second, and the pixels of all frames that were sampled. Two files have the
 * same if they show the same video, in whichever container; a video that only begins like another has another, and no picture has
 * one like it. Frames between those sampled may differ, and the same film coded anew has another identity.
 */
final class VideoIdentity {
    private VideoIdentity() {}

    /** The identity, as 64 lower-case hexadecimal digits. */
    static String of(VideoStreams streams, List<String> frameSha256s) {
        Double seconds = streams.duration();
        Sha256 digest = new Sha256();
        line(digest, "video " + streams.dimensions());
        line(digest, seconds == null ? "unknown" : Long.toString(Math.round(seconds * 10)));
        frameSha256s.forEach(frame -> line(digest, frame));
        return digest.hex();
    }

    private static void line(Sha256 digest, String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
