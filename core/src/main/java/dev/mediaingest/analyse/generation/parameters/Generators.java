package dev.mediaingest.analyse.generation.parameters;

import java.util.Locale;

/** Which of the many forks of A1111 wrote a text, as far as its version tells. */
public final class Generators {
    public static final String UNKNOWN = "unknown";

    private Generators() {}

    // v1.10.1                                    A1111
    // f2.0.1v1.10.1-previous-669-gdfdcbab6       Forge
    // f1.0.0v2-v1.10.1RC-latest-1                reForge
    // f1.7.0-v1.10.1RC-latest-1                  EasyReforge
    // classic, neo                               Forge's forks of that name
    public static String byVersion(String version) {
        String lower = version.toLowerCase(Locale.ROOT);
        if (lower.startsWith("classic")) {
            return "forge-classic";
        }
        if (lower.startsWith("neo")) {
            return "forge-neo";
        }
        if (lower.startsWith("fooocus")) {
            return "fooocus";
        }
        if (lower.startsWith("comfyui")) {
            return "comfyui";
        }
        if (isNumbered(lower, 'f')) {
            return forge(lower);
        }
        return isNumbered(lower, 'v') || lower.startsWith("1.") ? "a1111" : UNKNOWN;
    }

    private static boolean isNumbered(String version, char first) {
        return version.length() >= 2 && version.charAt(0) == first && Character.isDigit(version.charAt(1));
    }

    private static String forge(String version) {
        int upstream = version.indexOf("-v");
        if (upstream < 0 || upstream + 2 >= version.length() || !Character.isDigit(version.charAt(upstream + 2))) {
            return "forge";
        }
        return version.indexOf('v') < upstream ? "reforge" : "easy-reforge";
    }
}
