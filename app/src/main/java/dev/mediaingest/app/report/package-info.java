/** Sessions and items as other programs see them: their JSON and CSV, written page by page. */
@NullMarked
package dev.mediaingest.app.report;

import org.jspecify.annotations.NullMarked;
