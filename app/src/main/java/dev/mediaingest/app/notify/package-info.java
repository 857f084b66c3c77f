/** Tells people and programs elsewhere that a session has ended or needs attention: by webhook and by mail. */
@NullMarked
package dev.mediaingest.app.notify;

import org.jspecify.annotations.NullMarked;
