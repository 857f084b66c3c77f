package dev.mediaingest.app.installation;

/** The version of the running jar. */
public final class Version {
    private Version() {}

    /** As in the jar's manifest; {@code dev} when run from class files. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
