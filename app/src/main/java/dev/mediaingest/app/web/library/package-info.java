/** The catalogue's files: grid, one file, its content and thumbnail, changes of score, keywords and threshold. */
@NullMarked
package dev.mediaingest.app.web.library;

import org.jspecify.annotations.NullMarked;
