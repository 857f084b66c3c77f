/** Looks whether Media Ingest can work here, and says how to fix what is wrong. It changes nothing but a probe file. */
@NullMarked
package dev.mediaingest.app.doctor;

import org.jspecify.annotations.NullMarked;
