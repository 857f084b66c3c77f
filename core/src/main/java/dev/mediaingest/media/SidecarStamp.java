package dev.mediaingest.media;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * Which sidecars a file has and how old and large they are, as one number: it differs when one is added, changed or gone.
 * A sidecar rewritten with the same size within the file system's resolution of time is not noticed, as with media files;
 * that two states have the same number by chance is as unlikely as 64 bits make it.
 *
 * @param value 0 for a file without sidecars
 */
public record SidecarStamp(long value) {
    public static final SidecarStamp NONE = new SidecarStamp(0);

    /** The stamp of a file that has this sidecar too; the order in which they are added does not count. */
    public SidecarStamp with(String name, BasicFileAttributes attributes) {
        long modified = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
        long one = mixed(mixed(mixed(hash(name)) + attributes.size()) + modified);
        return new SidecarStamp(value + one);
    }

    // FNV-1a: String.hashCode has only 32 bits, and pairs of names with the same are easy to meet
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    // the finalizer of MurmurHash3: every bit in changes half of the bits out
    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
