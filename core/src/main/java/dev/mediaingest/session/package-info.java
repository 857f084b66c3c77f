/**
 * One ingestion run over a fixed list of files: parameters, legal transitions, the runner, the queue of sessions.
 */
@NullMarked
package dev.mediaingest.session;

import org.jspecify.annotations.NullMarked;
