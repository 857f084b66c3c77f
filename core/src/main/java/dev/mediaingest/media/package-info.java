/**
 * Values every stage shares: what a media file is and what can be known about it. No behaviour beyond their own checks.
 */
@NullMarked
package dev.mediaingest.media;

import org.jspecify.annotations.NullMarked;
