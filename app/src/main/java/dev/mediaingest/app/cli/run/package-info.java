/** A session that runs while a person or a program looks on: waits for it, and tells it as lines, as a bar, or as JSON. */
@NullMarked
package dev.mediaingest.app.cli.run;

import org.jspecify.annotations.NullMarked;
