/** The product put together by plain constructors, with the listeners that are the program's own. It knows no web and no command line. */
@NullMarked
package dev.mediaingest.app.wiring;

import org.jspecify.annotations.NullMarked;
