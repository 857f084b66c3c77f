/**
 * One run over a fixed list of files, as everyone sees it who has to do with it: its parameters and legal states, its events, the
 * ledger it is kept in, and the {@link dev.mediaingest.session.Engine} that runs it.
 */
@NullMarked
package dev.mediaingest.session;

import org.jspecify.annotations.NullMarked;
