package dev.mediaingest.media;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The file formats Media Ingest knows. A type is decided by a file's magic bytes; its extensions are only a hint. */
public enum MediaType {
    PNG("png", MediaKind.IMAGE, "image/png", "png", "apng"),
    JPEG("jpeg", MediaKind.IMAGE, "image/jpeg", "jpg", "jpeg", "jpe", "jfif", "jif", "jfi", "mpo"),
    WEBP("webp", MediaKind.IMAGE, "image/webp", "webp"),
    GIF("gif", MediaKind.IMAGE, "image/gif", "gif"),
    BMP("bmp", MediaKind.IMAGE, "image/bmp", "bmp", "dib"),
    TIFF("tiff", MediaKind.IMAGE, "image/tiff", "tif", "tiff"),
    AVIF("avif", MediaKind.IMAGE, "image/avif", "avif", "avifs"),
    HEIC("heic", MediaKind.IMAGE, "image/heic", "heic", "heif", "hif", "heics", "heifs"),
    JXL("jxl", MediaKind.IMAGE, "image/jxl", "jxl"),
    MP4("mp4", MediaKind.VIDEO, "video/mp4", "mp4", "m4v", "3gp", "3g2"),
    MOV("mov", MediaKind.VIDEO, "video/quicktime", "mov", "qt"),
    MKV("mkv", MediaKind.VIDEO, "video/x-matroska", "mkv", "mk3d"),
    WEBM("webm", MediaKind.VIDEO, "video/webm", "webm"),
    AVI("avi", MediaKind.VIDEO, "video/x-msvideo", "avi");

    private final String label;
    private final MediaKind kind;
    private final String mimeType;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> extensions;

    MediaType(String label, MediaKind kind, String mimeType, String... extensions) {
        this.label = label;
        this.kind = kind;
        this.mimeType = mimeType;
        this.extensions = List.of(extensions);
    }

    /** The word stored in the catalogue. */
    public String label() {
        return label;
    }

    public MediaKind kind() {
        return kind;
    }

    public String mimeType() {
        return mimeType;
    }

    /** Usual file name extensions, lower case, without the dot, the most common first. */
    public List<String> extensions() {
        return extensions;
    }

    /** The type a file name promises, if it promises one. */
    public static Optional<MediaType> ofFileName(String fileName) {
        String extension = extensionOf(fileName);
        return Arrays.stream(values())
                .filter(type -> type.extensions.contains(extension))
                .findFirst();
    }

    /** The lower-case extension of a file name without its dot; empty if there is none. */
    public static String extensionOf(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot <= 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
