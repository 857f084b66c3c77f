/**
 * Stage 7 of 8. In: an assessment. Out: the file's catalogue rows and its item's state, changed in one transaction.
 */
@NullMarked
package dev.mediaingest.commit;

import org.jspecify.annotations.NullMarked;
