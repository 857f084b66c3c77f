/**
 * How SQL is spoken. A transaction is an open handle, and with that there are two ways and no third:
 *
 * <ul>
 *   <li><b>What a person or a page asks</b>, and what is written seldom, uses the handle's own queries and updates with named values
 *       (Jdbi). A list of ids goes into {@code <ids>} by {@code defineList}, a list of texts by {@code bindList}. Where the conditions
 *       are only known at run time, they are a {@link dev.mediaingest.store.sql.BoundSql}, which carries its values along.
 *   <li><b>What runs for every file</b> uses {@link dev.mediaingest.store.sql.Prepared}: question marks straight to the driver, as
 *       Jdbi's names and mappers cost as much as the database. Several statements that need no answer go into a
 *       {@link dev.mediaingest.store.sql.StatementBatch}, many rows are its {@link dev.mediaingest.store.sql.Rows}. The text of such a
 *       statement is the same for every file, or the {@link dev.mediaingest.store.sql.StatementCache} serves for nothing.
 * </ul>
 *
 * <p>Statements of JDBC are named here only, connections here and where they are opened ({@code StoreArchitectureTest}). What the two
 * databases say differently is a {@link dev.mediaingest.store.sql.Dialect}.
 */
@NullMarked
package dev.mediaingest.store.sql;

import org.jspecify.annotations.NullMarked;
