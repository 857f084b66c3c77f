package dev.mediaingest.app.doctor;

import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.pixels.PixelRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has a small file of each kind decoded where a session would have it decoded. */
final class DecoderCheck {
    private static final PixelOptions PIXELS = new PixelOptions(true, false, false, false);
    private static final List<MediaType> KINDS = List.of(
            MediaType.JPEG,
            MediaType.WEBP,
            MediaType.GIF,
            MediaType.BMP,
            MediaType.TIFF,
            MediaType.AVIF,
            MediaType.MP4);

    private final DataDirectory data;
    private final PixelSetup setup;

    DecoderCheck(DataDirectory data, PixelSetup setup) {
        this.data = data;
        this.setup = setup;
    }

    List<Check> examine() {
        PixelSetup.Opened pixels = setup.open(data);
        try {
            return examine(pixels.reader());
        } finally {
            pixels.close().run();
        }
    }

    static List<Check> examine(PixelReader reader) {
        Path file = null;
        try {
            file = Files.createTempFile("media-ingest-doctor", ".sample").toRealPath();
            return examine(reader, file);
        } catch (Unavailable e) {
            return List.of(
                    Check.failure("decoders", String.valueOf(e.getMessage()), "Or start with --isolation none."));
        } catch (IOException e) {
            return List.of(
                    Check.failure("decoders", "cannot be tried: " + e.getMessage(), "Look at the temporary folder."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            delete(file);
        }
    }

    private static List<Check> examine(PixelReader reader, Path file) throws IOException, InterruptedException {
        List<String> decoded = new ArrayList<>();
        Map<String, String> failed = new LinkedHashMap<>();
        for (MediaType kind : KINDS) {
            Files.write(file, sample(kind));
            switch (reader.read(new PixelRequest(file, kind, Orientation.UPRIGHT, null, PIXELS))) {
                case PixelReading.Read read -> decoded.add(kind.label());
                case PixelReading.Undecodable(var reason) -> failed.put(kind.label(), reason.sentence());
                case PixelReading.Ended(var reason) -> failed.put(kind.label(), reason.sentence());
            }
        }
        List<Check> checks = new ArrayList<>();
        if (!decoded.isEmpty()) {
            checks.add(Check.ok("decoders", "decoded: " + String.join(", ", decoded)));
        }
        failed.forEach((kind, why) -> checks.add(
                Check.warning("decoders", kind + ": " + why, "Such files are catalogued without their pixels.")));
        return checks;
    }

    private static byte[] sample(MediaType kind) throws IOException {
        String name = "/doctor/sample." + kind.extensions().getFirst();
        try (@Nullable InputStream in = DecoderCheck.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("there is no " + name);
            }
            return in.readAllBytes();
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // a few bytes in the temporary folder
        }
    }
}
