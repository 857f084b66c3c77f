/** Sessions, their items, leases and reports, in SQL. */
@NullMarked
package dev.mediaingest.store.ledger;

import org.jspecify.annotations.NullMarked;
