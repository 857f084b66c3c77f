/**
 * Which session runs, and when: what people ask of sessions, the order in which they wait, and the one thread that runs them. What runs
 * a session is an {@link dev.mediaingest.session.Engine}; this package knows none.
 */
@NullMarked
package dev.mediaingest.session.queue;

import org.jspecify.annotations.NullMarked;
