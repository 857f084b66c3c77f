/** Beginning a session: the Ingest page with its folders, and the endpoints that start one or say what it would do. */
@NullMarked
package dev.mediaingest.app.web.ingest;

import org.jspecify.annotations.NullMarked;
