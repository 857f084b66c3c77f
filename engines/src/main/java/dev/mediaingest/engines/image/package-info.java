/** Still pictures: JPEG, WebP, GIF, BMP and TIFF decoders, and the JPEG encoder for thumbnails. */
@NullMarked
package dev.mediaingest.engines.image;

import org.jspecify.annotations.NullMarked;
