package dev.mediaingest.engines;

import dev.mediaingest.classify.ModelCardReader.InvalidCard;
import dev.mediaingest.engines.onnx.ModelFolder;
import dev.mediaingest.pixels.Classifier;
import dev.mediaingest.pixels.PixelPass;
import dev.mediaingest.pixels.decode.Decoder;
import dev.mediaingest.pixels.decode.VideoDecoder;
import dev.mediaingest.pixels.thumbnail.JpegEncoder;
import dev.mediaingest.pixels.thumbnail.ThumbnailFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** Puts the decoders on the class path, the encoder and the classifier together; natives are loaded at first use. */
public final class Engines {
    private Engines() {}

    /** A look at pixels in this process: inside a worker, or where isolation is not wanted. */
    public static PixelPass pixelPass(EngineOptions options) {
        return new PixelPass(
                all(Decoder.class),
                all(VideoDecoder.class),
                ServiceLoader.load(JpegEncoder.class).findFirst().orElseThrow(),
                new ThumbnailFolder(options.thumbnails()),
                classifiers(options),
                options.maxPixels());
    }

    private static <T> List<T> all(Class<T> kind) {
        return ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * One classifier a thread. A person's own is loaded at once, so that what is wrong with it is said before the first
     * file; the shipped one when the first picture wants a score, and not at all where its runtime does not load.
     */
    private static Supplier<Optional<Classifier>> classifiers(EngineOptions options) {
        ThreadLocal<Optional<Classifier>> ofThread = ThreadLocal.withInitial(() -> classifier(options));
        if (!options.model().equals(ModelFolder.SHIPPED)) {
            ofThread.get();
        }
        return ofThread::get;
    }

    private static Optional<Classifier> classifier(EngineOptions options) {
        try {
            return Optional.of(new ModelFolder(options.models()).load(options.model()));
        } catch (InvalidCard e) {
            throw new UnusableModel(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UnusableModel("Model " + options.model() + " cannot be read: " + e.getMessage(), e);
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /** The classifier asked for is not there or not what its card says. */
    public static final class UnusableModel extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableModel(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }
}
