/**
 * The web face: the Python tool's endpoints and ours, the live stream, and the pages. In: a browser's or a program's request. Out:
 * JSON, problem details, events, HTML. The server stands here, above the features, each of which has a room; requests and pages are
 * below them.
 */
@NullMarked
package dev.mediaingest.app.web;

import org.jspecify.annotations.NullMarked;
