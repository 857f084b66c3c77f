/**
 * How a session runs on this machine: {@link dev.mediaingest.session.run.SessionRunner} is the whole of it on one screen,
 * {@link dev.mediaingest.session.run.ItemTurn} what happens to one item, whoever runs the session. Ports are retried from outside
 * ({@link dev.mediaingest.session.run.Retry}), so that no step of the flow says so.
 */
@NullMarked
package dev.mediaingest.session.run;

import org.jspecify.annotations.NullMarked;
