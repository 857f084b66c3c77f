/**
 * How a database is opened, migrated, read and written: connections, the writer, the tables shared with the Python tool. One transaction
 * is one call of {@link dev.mediaingest.store.database.Database}; what the environment does to it comes out as
 * {@link dev.mediaingest.failure.Unavailable}.
 */
@NullMarked
package dev.mediaingest.store.database;

import org.jspecify.annotations.NullMarked;
