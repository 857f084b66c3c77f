/** What a session writes of a file, in SQL; a file's rows and its item's end are one transaction. */
@NullMarked
package dev.mediaingest.store.catalog;

import org.jspecify.annotations.NullMarked;
