/** Commands about sessions: to begin one, to look at them, to have them go on or stop; by the server that has the data directory, if one has. */
@NullMarked
package dev.mediaingest.app.cli.session;

import org.jspecify.annotations.NullMarked;
