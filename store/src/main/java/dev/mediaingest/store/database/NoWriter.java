package dev.mediaingest.store.database;

import dev.mediaingest.store.database.Database.Work;

/** The writer of a database that is only read: whoever writes is mistaken. */
final class NoWriter implements Writer {
    @Override
    public <T> T inTransaction(Work<T> work) {
        throw new IllegalStateException("this database was opened to be read");
    }

    @Override
    public <T> T inOneStatement(Work<T> work) {
        return inTransaction(work);
    }

    @Override
    public void close() {}
}
