/**
 * Sessions, items and files as other programs see them: the JSON of the API, of commands and of reports, and CSV, written page by page.
 */
@NullMarked
package dev.mediaingest.app.report;

import org.jspecify.annotations.NullMarked;
