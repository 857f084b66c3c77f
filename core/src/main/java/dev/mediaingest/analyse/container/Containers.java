package dev.mediaingest.analyse.container;

import dev.mediaingest.analyse.container.isobmff.HeifReader;
import dev.mediaingest.analyse.container.isobmff.JxlReader;
import dev.mediaingest.analyse.container.isobmff.Mp4Reader;
import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Magic;
import dev.mediaingest.media.MediaType;
import java.io.IOException;
import java.util.Optional;

/**
 * All containers Media Ingest knows: which one a file is, and what it holds. Stateless and thread-safe; a file's bytes
 * never make it throw, only a disk that fails does. Promises nothing about pixels: none are decoded here.
 */
public final class Containers {
    private Containers() {}

    /** The type by magic bytes; empty for anything that is no known image or video. */
    public static Optional<MediaType> typeOf(FileBytes bytes) throws IOException {
        return Magic.typeOf(bytes);
    }

    /** Header facts and texts of a file whose magic bytes said that type. */
    public static Contents read(MediaType type, FileBytes bytes) throws IOException {
        return switch (type) {
            case PNG -> PngReader.read(bytes);
            case JPEG -> JpegReader.read(bytes);
            case WEBP -> WebpReader.read(bytes);
            case GIF -> GifReader.read(bytes);
            case BMP -> BmpReader.read(bytes);
            case MP4, MOV -> Mp4Reader.read(type, bytes);
            case TIFF -> TiffReader.read(bytes);
            case AVIF, HEIC -> HeifReader.read(type, bytes);
            case JXL -> JxlReader.read(bytes);
            case MKV, WEBM -> MatroskaReader.read(type, bytes);
            case AVI -> AviReader.read(bytes);
        };
    }
}
