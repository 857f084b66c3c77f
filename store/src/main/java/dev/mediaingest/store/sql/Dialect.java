package dev.mediaingest.store.sql;

/**
 * What differs between the databases, split by who asks; everything else is one SQL for all. Whoever needs one of the four kinds
 * only takes that.
 */
public sealed interface Dialect extends SchemaDialect, TransactionDialect, BatchDialect, ValueDialect
        permits SqliteDialect, PostgresDialect {}
