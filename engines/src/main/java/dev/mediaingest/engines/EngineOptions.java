package dev.mediaingest.engines;

import java.nio.file.Path;

/**
 * What the engines work with.
 *
 * @param thumbnails folder they are written to
 * @param models folder of model cards; need not exist
 * @param temporary folder for what decoders write while they work; made when a worker process needs it
 * @param model id of the classifier
 * @param maxPixels larger pictures are refused
 */
public record EngineOptions(Path thumbnails, Path models, Path temporary, String model, long maxPixels) {}
