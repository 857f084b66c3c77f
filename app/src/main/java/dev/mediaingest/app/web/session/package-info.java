/** Sessions there are: their pages and endpoints, what may be asked of them, reports, and the live stream. */
@NullMarked
package dev.mediaingest.app.web.session;

import org.jspecify.annotations.NullMarked;
