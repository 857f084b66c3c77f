/** The server itself: how it is, its log, health, metrics, notifications, and the description of the API. */
@NullMarked
package dev.mediaingest.app.web.system;

import org.jspecify.annotations.NullMarked;
