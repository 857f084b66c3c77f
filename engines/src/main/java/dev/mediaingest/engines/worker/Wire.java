package dev.mediaingest.engines.worker;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.VideoStreams;
import dev.mediaingest.pixels.Classification;
import dev.mediaingest.pixels.Classification.NotAssessed;
import dev.mediaingest.pixels.Classification.Scored;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.pixels.PixelReading.Ended;
import dev.mediaingest.pixels.PixelReading.Read;
import dev.mediaingest.pixels.PixelReading.Undecodable;
import dev.mediaingest.pixels.PixelRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests and readings as bytes. Both ends are the same build, so there is no version; a child whose native code was taken
 * over may send anything, so reading allocates no more than the frame holds and ends in an {@link IOException}.
 */
final class Wire {
    private static final int LONGEST_DETAIL = 4_000;

    private Wire() {}

    static byte[] write(PixelRequest request) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        text(out, PathText.of(request.file()));
        text(out, request.type().name());
        text(out, request.orientation().name());
        text(out, request.contentSha256());
        PixelOptions options = request.options();
        out.writeBoolean(options.pixelHash());
        out.writeBoolean(options.perceptualHash());
        out.writeBoolean(options.thumbnails());
        out.writeBoolean(options.classify());
        return bytes.toByteArray();
    }

    static PixelRequest readRequest(byte[] frame) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame));
        return new PixelRequest(
                PathText.parse(required(in)),
                MediaType.valueOf(required(in)),
                Orientation.valueOf(required(in)),
                text(in),
                new PixelOptions(in.readBoolean(), in.readBoolean(), in.readBoolean(), in.readBoolean()));
    }

    static byte[] write(PixelReading reading) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        switch (reading) {
            case Read(PixelFindings findings) -> {
                out.writeByte('R');
                findings(out, findings);
            }
            case Undecodable(Failure reason) -> {
                out.writeByte('U');
                failure(out, reason);
            }
            case Ended(Failure reason) -> {
                out.writeByte('E');
                failure(out, reason);
            }
        }
        return bytes.toByteArray();
    }

    /** That no file can be looked at now. */
    static byte[] write(Unavailable trouble) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte('N');
        text(out, String.valueOf(trouble.getMessage()));
        return bytes.toByteArray();
    }

    /**
     * What the child found.
     *
     * @throws Unavailable if it can look at no file now
     */
    static PixelReading readReading(byte[] frame) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame));
        try {
            return switch (in.readByte()) {
                case 'R' -> new Read(findings(in));
                case 'U' -> new Undecodable(failure(in));
                case 'E' -> new Ended(failure(in));
                case 'N' -> throw new Unavailable(required(in), new IOException("said by a worker process"));
                default -> throw new IOException("no reading");
            };
        } catch (IllegalArgumentException e) {
            throw new IOException("a reading that makes no sense", e);
        }
    }

    private static void findings(DataOutputStream out, PixelFindings findings) throws IOException {
        text(out, findings.pixelSha256());
        number(out, findings.averageHash());
        number(out, findings.dctHash());
        out.writeInt(findings.frameHashes().size());
        for (long hash : findings.frameHashes()) {
            out.writeLong(hash);
        }
        classification(out, findings.classification());
        VideoStreams video = findings.video();
        out.writeBoolean(video != null);
        if (video != null) {
            streams(out, video);
        }
        TextEntry hidden = findings.hiddenText();
        out.writeBoolean(hidden != null);
        if (hidden != null) {
            text(out, hidden.source());
            text(out, hidden.key());
            text(out, hidden.value());
        }
        text(out, findings.videoSha256());
    }

    private static PixelFindings findings(DataInputStream in) throws IOException {
        String pixelSha256 = text(in);
        Long averageHash = number(in);
        Long dctHash = number(in);
        List<Long> frameHashes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            frameHashes.add(in.readLong());
        }
        Classification classification = classification(in);
        VideoStreams video = in.readBoolean() ? streams(in) : null;
        TextEntry hidden = in.readBoolean() ? new TextEntry(required(in), required(in), required(in)) : null;
        return new PixelFindings(
                pixelSha256, averageHash, dctHash, List.copyOf(frameHashes), classification, video, hidden, text(in));
    }

    private static void classification(DataOutputStream out, Classification classification) throws IOException {
        switch (classification) {
            case Scored(double nsfw, double mean, int frames, String model, String version) -> {
                out.writeBoolean(true);
                out.writeDouble(nsfw);
                out.writeDouble(mean);
                out.writeInt(frames);
                text(out, model);
                text(out, version);
            }
            case NotAssessed(Classification.Reason reason) -> {
                out.writeBoolean(false);
                text(out, reason.name());
            }
        }
    }

    private static Classification classification(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? new Scored(in.readDouble(), in.readDouble(), in.readInt(), required(in), required(in))
                : new NotAssessed(Classification.Reason.valueOf(required(in)));
    }

    private static void streams(DataOutputStream out, VideoStreams video) throws IOException {
        out.writeInt(video.dimensions().width());
        out.writeInt(video.dimensions().height());
        out.writeInt(video.rotation());
        number(out, bits(video.duration()));
        number(out, bits(video.frameRate()));
        text(out, video.codec());
        number(out, video.bitRate());
        text(out, video.audioCodec());
    }

    private static VideoStreams streams(DataInputStream in) throws IOException {
        return new VideoStreams(
                new Dimensions(in.readInt(), in.readInt()),
                in.readInt(),
                fraction(number(in)),
                fraction(number(in)),
                text(in),
                number(in),
                text(in));
    }

    private static @Nullable Long bits(@Nullable Double value) {
        return value == null ? null : (Long) Double.doubleToLongBits(value);
    }

    private static @Nullable Double fraction(@Nullable Long bits) {
        return bits == null ? null : (Double) Double.longBitsToDouble(bits);
    }

    private static void failure(DataOutputStream out, Failure failure) throws IOException {
        text(out, failure.code().code());
        String detail = failure.detail();
        text(out, detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
    }

    private static Failure failure(DataInputStream in) throws IOException {
        FailureCode code = FailureCode.ofCode(required(in)).orElseThrow(() -> new IOException("an unknown failure"));
        return new Failure(code, required(in));
    }

    private static void number(DataOutputStream out, @Nullable Long value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeLong(value);
        }
    }

    private static @Nullable Long number(DataInputStream in) throws IOException {
        return in.readBoolean() ? (Long) in.readLong() : null;
    }

    private static void text(DataOutputStream out, @Nullable String value) throws IOException {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static @Nullable String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length > in.available()) {
            throw new IOException("a text longer than its frame");
        }
        return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String required(DataInputStream in) throws IOException {
        String value = text(in);
        if (value == null) {
            throw new IOException("a field is missing");
        }
        return value;
    }
}
