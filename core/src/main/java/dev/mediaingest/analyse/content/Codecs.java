package dev.mediaingest.analyse.content;

import java.util.Locale;

/** One name for a codec whatever its container calls it: ffmpeg's. */
public final class Codecs {
    private Codecs() {}

    /** Sample entry types of MP4 and MOV, and the four characters of AVI. */
    public static String ofFourCharacters(String code) {
        return switch (code.toLowerCase(Locale.ROOT).strip()) {
            case "avc1", "avc2", "avc3", "avc4", "h264", "x264", "davc", "vssh" -> "h264";
            case "hvc1", "hev1", "dvh1", "dvhe", "hevc", "h265", "x265" -> "hevc";
            case "vvc1", "vvi1" -> "vvc";
            case "av01", "dav1" -> "av1";
            case "vp08", "vp80" -> "vp8";
            case "vp09", "vp90" -> "vp9";
            case "mp4v", "fmp4", "xvid", "divx", "dx50", "m4s2", "mp4s" -> "mpeg4";
            case "div3", "mp43" -> "msmpeg4v3";
            case "mp42" -> "msmpeg4v2";
            case "jpeg", "mjpg", "mjpa", "mjpb", "avdj" -> "mjpeg";
            case "apcn", "apch", "apcs", "apco", "ap4h", "ap4x" -> "prores";
            case "avdn", "avdh" -> "dnxhd";
            case "s263", "h263" -> "h263";
            case "mpg1", "m1v" -> "mpeg1video";
            case "mpg2", "m2v1", "hdv2", "hdv3", "xdvc" -> "mpeg2video";
            case "rle" -> "qtrle";
            case "mpng" -> "png";
            case "wmv3" -> "wmv3";
            case "", "\0\0\0\0", "dib", "raw" -> "rawvideo";
            default -> readable(code);
        };
    }

    /** Matroska's codec identifiers (RFC 9559, section 5.1.4.1.21, and the registry it names). */
    public static String ofMatroska(String id) {
        return switch (id) {
            case "V_MPEG4/ISO/AVC" -> "h264";
            case "V_MPEGH/ISO/HEVC" -> "hevc";
            case "V_MPEGI/ISO/VVC" -> "vvc";
            case "V_AV1" -> "av1";
            case "V_VP8" -> "vp8";
            case "V_VP9" -> "vp9";
            case "V_MPEG1" -> "mpeg1video";
            case "V_MPEG2" -> "mpeg2video";
            case "V_MPEG4/ISO/SP", "V_MPEG4/ISO/ASP", "V_MPEG4/ISO/AP" -> "mpeg4";
            case "V_MPEG4/MS/V3" -> "msmpeg4v3";
            case "V_MJPEG" -> "mjpeg";
            case "V_PRORES" -> "prores";
            case "V_FFV1" -> "ffv1";
            case "V_THEORA" -> "theora";
            case "V_UNCOMPRESSED" -> "rawvideo";
            default -> readable(id.startsWith("V_") ? id.substring(2) : id);
        };
    }

    private static String readable(String code) {
        String printable = code.replaceAll("[^ -~]", "").strip().toLowerCase(Locale.ROOT);
        return printable.isEmpty() ? "unknown" : printable.substring(0, Math.min(printable.length(), 40));
    }
}
