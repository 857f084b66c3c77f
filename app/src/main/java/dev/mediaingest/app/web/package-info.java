/**
 * The web face: the Python tool's endpoints and ours, the live stream, and the page. In: a browser's or a program's request.
 * Out: JSON, problem details, events, HTML. It knows the stages' values and ports; no stage knows it.
 */
@NullMarked
package dev.mediaingest.app.web;

import org.jspecify.annotations.NullMarked;
