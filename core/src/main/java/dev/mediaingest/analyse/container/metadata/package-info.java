/**
 * Blocks of metadata that several containers carry: Exif, IPTC in Photoshop's resources, ICC profiles, content credentials.
 */
@NullMarked
package dev.mediaingest.analyse.container.metadata;

import org.jspecify.annotations.NullMarked;
