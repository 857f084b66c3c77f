package dev.mediaingest.analyse.content;

import dev.mediaingest.media.Camera;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Exposure;
import dev.mediaingest.media.Location;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facts a reader and its sub-readers have filled in so far. Confined to one turn; a null is "not found yet". */
public final class FactDraft {
    private static final int LONGEST_NAME = 100;
    private static final Exposure NOTHING = new Exposure(null, null, null, null, null);

    @Nullable
    public Dimensions dimensions;

    @Nullable
    public String colorMode;

    @Nullable
    public Boolean hasAlpha;

    @Nullable
    public Double duration;

    @Nullable
    public Double frameRate;

    @Nullable
    public Long frameCount;

    @Nullable
    public String codec;

    @Nullable
    Long bitRate;

    @Nullable
    public Orientation orientation;

    @Nullable
    String iccProfile;

    @Nullable
    public Location location;

    private @Nullable CapturedAt capturedAt;
    private @Nullable String make;
    private @Nullable String model;
    private @Nullable Exposure exposure;

    /** Of several dates the better counts. */
    public void capturedAt(Optional<CapturedAt> date) {
        capturedAt = CapturedAt.better(capturedAt, date.orElse(null));
    }

    public void make(String text) {
        make = make == null ? name(text) : make;
    }

    public void model(String text) {
        model = model == null ? name(text) : model;
    }

    /** Of several the first counts. */
    public void exposure(String lens, double seconds, double aperture, long iso, double focalLength) {
        var found = new Exposure(
                name(lens),
                positive(seconds),
                positive(aperture),
                iso > 0 && iso <= Integer.MAX_VALUE ? Integer.valueOf((int) iso) : null,
                positive(focalLength));
        exposure = exposure == null && !found.equals(NOTHING) ? found : exposure;
    }

    private static @Nullable Double positive(double value) {
        return value > 0 && Double.isFinite(value) ? value : null;
    }

    public void iccProfile(String text) {
        iccProfile = iccProfile == null ? name(text) : iccProfile;
    }

    /** What is long or looks like JSON is a generator's parameters in a place of another meaning. */
    private static @Nullable String name(String text) {
        String clean = Text.clean(text).strip();
        boolean isName = !clean.isEmpty() && clean.length() <= LONGEST_NAME && clean.indexOf('{') < 0;
        return isName ? clean : null;
    }

    /** Frames of an animation; a single one is a still picture. */
    public void animation(long frames, double seconds) {
        if (frames > 1) {
            frameCount = frames;
            duration = seconds > 0 ? seconds : null;
            frameRate = seconds > 0 ? frames / seconds : null;
        }
    }

    /** Bits a second over the whole file. */
    public void bitRateOf(long fileSize) {
        Double seconds = duration;
        if (seconds != null && seconds > 0) {
            bitRate = Math.round(fileSize * 8 / seconds);
        }
    }

    MediaFacts toFacts(MediaType type) {
        Camera camera = make == null && model == null ? null : new Camera(make, model);
        return new MediaFacts(
                type,
                dimensions,
                colorMode,
                hasAlpha,
                duration,
                frameRate,
                frameCount,
                codec,
                bitRate,
                orientation,
                iccProfile,
                new Origin(capturedAt, location, camera, exposure));
    }
}
