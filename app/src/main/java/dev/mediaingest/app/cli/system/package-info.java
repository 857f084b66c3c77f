/** Commands about the program itself: the server, the look at what it needs, the training of its start. */
@NullMarked
package dev.mediaingest.app.cli.system;

import org.jspecify.annotations.NullMarked;
