/** The catalogue and the session ledger in one SQL database. */
@NullMarked
package dev.mediaingest.store;

import org.jspecify.annotations.NullMarked;
