/** What all pages share: sentences in the reader's language, what is around a page, templates, and the page that says what went wrong. */
@NullMarked
package dev.mediaingest.app.web.page;

import org.jspecify.annotations.NullMarked;
