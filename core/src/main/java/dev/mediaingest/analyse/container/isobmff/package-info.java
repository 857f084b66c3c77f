/**
 * Containers made of boxes (ISO/IEC 14496-12): MP4 and QuickTime, HEIF and AVIF, JPEG XL.
 */
@NullMarked
package dev.mediaingest.analyse.container.isobmff;

import org.jspecify.annotations.NullMarked;
