/** How the databases are reached: connections, writers, statements and what the two dialects say differently. One transaction is one call of {@code Database}. */
@NullMarked
package dev.mediaingest.store.sql;

import org.jspecify.annotations.NullMarked;
