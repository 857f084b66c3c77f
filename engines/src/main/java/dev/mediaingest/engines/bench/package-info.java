/** Makes the files that measuring needs; nothing that is ingested comes through here. */
@NullMarked
package dev.mediaingest.engines.bench;

import org.jspecify.annotations.NullMarked;
