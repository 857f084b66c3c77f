/** What identifies a picture: its exact pixels, and hashes that stay near each other for pictures that look alike. */
@NullMarked
package dev.mediaingest.pixels.fingerprint;

import org.jspecify.annotations.NullMarked;
