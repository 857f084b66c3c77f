package dev.mediaingest.analyse.content;

import dev.mediaingest.media.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file's type by its first bytes. Says nothing about whether the rest is sound. */
public final class Magic {
    private static final long MAX_EBML_HEADER = 4096;
    private static final int EBML_DOC_TYPE = 0x4282;
    private static final int MAX_BRANDS = 64;
    private static final int MOST_BEFORE_JPEG = 1_024;
    /** Documents, archives, sounds, layered pictures, executables. */
    private static final List<String> HOLD_JPEGS = List.of(
            "%PDF",
            "PK",
            "ID3",
            "8BPS",
            "Rar!",
            "7z",
            "\u001f\u008b",
            "RIFF",
            "fLaC",
            "OggS",
            "\u00d0\u00cf",
            "MZ",
            "<",
            "{",
            "%!",
            "\u007fELF",
            "GIF8",
            "\u0089PNG",
            "II",
            "MM",
            "BM",
            "BZh",
            "FORM",
            "SQLite",
            "FUJIFILM");

    private Magic() {}

    public static Optional<MediaType> typeOf(FileBytes bytes) throws IOException {
        return bytes.size() < 2 ? Optional.empty() : Optional.ofNullable(type(bytes));
    }

    private static @Nullable MediaType type(FileBytes bytes) throws IOException {
        MediaType type = typeOfBeginning(bytes);
        return type != null ? type : when(jpegStart(bytes) >= 0, MediaType.JPEG);
    }

    /**
     * Where a JPEG begins: at the beginning, or behind bytes that a transfer or a program left in front of it; -1 if none does.
     * A file that begins as another format that may hold JPEGs has none of its own.
     */
    public static long jpegStart(FileBytes bytes) throws IOException {
        if (bytes.isAscii(0, "\u00ff\u00d8\u00ff")) {
            return 0;
        }
        for (String other : HOLD_JPEGS) {
            if (bytes.isAscii(0, other)) {
                return -1;
            }
        }
        for (long at = bytes.indexOf(0xff, 0); at >= 0 && at <= MOST_BEFORE_JPEG; at = bytes.indexOf(0xff, at + 1)) {
            if (bytes.isAscii(at, "\u00ff\u00d8\u00ff") && bytes.has(at, 4) && isFirstSegment(bytes.u8(at + 3))) {
                return at;
            }
        }
        return -1;
    }

    /** APPn, DQT, COM: what encoders begin with. */
    private static boolean isFirstSegment(int marker) {
        return (marker >= 0xe0 && marker <= 0xef) || marker == 0xdb || marker == 0xfe;
    }

    private static @Nullable MediaType typeOfBeginning(FileBytes bytes) throws IOException {
        return switch (bytes.u8(0)) {
            case 0x89 -> when(bytes.isAscii(0, "\u0089PNG\r\n\u001a\n"), MediaType.PNG);
            case 0xff -> afterFf(bytes);
            case 'G' -> when(bytes.isAscii(0, "GIF87a") || bytes.isAscii(0, "GIF89a"), MediaType.GIF);
            case 'B' -> when(isBmp(bytes), MediaType.BMP);
            case 'I' -> when(bytes.isAscii(0, "II*\0") || bytes.isAscii(0, "II+\0"), MediaType.TIFF);
            case 'M' -> when(bytes.isAscii(0, "MM\0*") || bytes.isAscii(0, "MM\0+"), MediaType.TIFF);
            case 'R' -> riff(bytes);
            case 0x1a -> when(bytes.isAscii(0, "\u001aE\u00df\u00a3"), ebml(bytes));
            default -> box(bytes);
        };
    }

    private static @Nullable MediaType when(boolean matches, @Nullable MediaType type) {
        return matches ? type : null;
    }

    private static @Nullable MediaType afterFf(FileBytes bytes) throws IOException {
        if (bytes.isAscii(0, "\u00ff\u00d8\u00ff")) {
            return MediaType.JPEG;
        }
        return when(bytes.u8(1) == 0x0a, MediaType.JXL);
    }

    /** Two letters are weak evidence, so the header's length must be one that exists. */
    private static boolean isBmp(FileBytes bytes) throws IOException {
        if (!bytes.has(0, 26) || !bytes.isAscii(0, "BM")) {
            return false;
        }
        long header = bytes.u32le(14);
        return header == 12
                || header == 40
                || header == 52
                || header == 56
                || header == 64
                || header == 108
                || header == 124;
    }

    private static @Nullable MediaType riff(FileBytes bytes) throws IOException {
        if (!bytes.isAscii(0, "RIFF")) {
            return null;
        }
        return bytes.isAscii(8, "WEBP") ? MediaType.WEBP : when(bytes.isAscii(8, "AVI "), MediaType.AVI);
    }

    // ISO/IEC 14496-12, 4.2: size (4), type (4); ftyp holds a major brand (4), a version (4) and compatible brands
    private static @Nullable MediaType box(FileBytes bytes) throws IOException {
        if (!bytes.has(0, 12)) {
            return null;
        }
        return switch (bytes.ascii(4, 4)) {
            case "ftyp" -> brands(bytes);
            case "JXL " -> when(bytes.isAscii(8, "\r\n\u0087\n"), MediaType.JXL);
            case "moov", "mdat", "wide", "pnot" -> when(bytes.u32be(0) >= 8 || bytes.u32be(0) == 1, MediaType.MOV);
            default -> null;
        };
    }

    private static @Nullable MediaType brands(FileBytes bytes) throws IOException {
        MediaType best = brand(bytes.ascii(8, 4));
        long end = Math.min(Math.min(bytes.u32be(0), bytes.size()), 16 + 4L * MAX_BRANDS);
        boolean open = best == null && !isSound(bytes.ascii(8, 4));
        for (long at = 16; at + 4 <= end; at += 4) {
            MediaType compatible = brand(bytes.ascii(at, 4));
            boolean finer = best == MediaType.HEIC && compatible == MediaType.AVIF;
            best = finer || (open && best == null) ? compatible : best;
        }
        return best;
    }

    private static @Nullable MediaType brand(String brand) {
        return switch (brand) {
            case "avif", "avis", "avio" -> MediaType.AVIF;
            case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "heif", "mif1", "mif2", "msf1" ->
                MediaType.HEIC;
            case "qt  " -> MediaType.MOV;
            case "isom",
                    "iso2",
                    "iso3",
                    "iso4",
                    "iso5",
                    "iso6",
                    "iso7",
                    "iso8",
                    "iso9",
                    "mp41",
                    "mp42",
                    "avc1",
                    "dash",
                    "M4V ",
                    "M4VH",
                    "M4VP",
                    "f4v ",
                    "mmp4",
                    "mp4v",
                    "mp71",
                    "XAVC",
                    "MSNV" -> MediaType.MP4;
            default -> isPhone(brand) ? MediaType.MP4 : null;
        };
    }

    /** 3GPP's and 3GPP2's brands, of which each release has some: 3gp4, 3gr6, 3ge7, 3g2a, kddi. */
    private static boolean isPhone(String brand) {
        return brand.startsWith("3g") || brand.equals("kddi");
    }

    private static boolean isSound(String brand) {
        return brand.startsWith("M4A") || brand.startsWith("M4B") || brand.startsWith("M4P");
    }

    // RFC 8794, 4 to 6: element = identifier (its first bits tell its length), size (likewise), data
    private static @Nullable MediaType ebml(FileBytes bytes) throws IOException {
        if (!bytes.has(0, 5)) {
            return null;
        }
        long at = 4L + numberLength(bytes, 4);
        long end = Math.min(bytes.size() - 8, MAX_EBML_HEADER);
        while (at < end) {
            long size = at + numberLength(bytes, at);
            long id = number(bytes, at, false);
            long data = size + numberLength(bytes, size);
            long length = data <= bytes.size() ? number(bytes, size, true) : 0;
            if (id == EBML_DOC_TYPE) {
                return docType(bytes, data);
            }
            if (length < 0 || length > MAX_EBML_HEADER) {
                return null;
            }
            at = data + length;
        }
        return null;
    }

    private static @Nullable MediaType docType(FileBytes bytes, long at) throws IOException {
        return bytes.isAscii(at, "webm") ? MediaType.WEBM : when(bytes.isAscii(at, "matroska"), MediaType.MKV);
    }

    private static int numberLength(FileBytes bytes, long at) throws IOException {
        return bytes.has(at, 1) ? Integer.numberOfLeadingZeros(bytes.u8(at)) - 23 : 1;
    }

    private static long number(FileBytes bytes, long at, boolean withoutMarker) throws IOException {
        int length = numberLength(bytes, at);
        if (length > 8 || !bytes.has(at, length)) {
            return -1;
        }
        long value = withoutMarker ? bytes.u8(at) & (0xff >> length) : bytes.u8(at);
        for (int i = 1; i < length; i++) {
            value = value << 8 | bytes.u8(at + i);
        }
        return value;
    }
}
