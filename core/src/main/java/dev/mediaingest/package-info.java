/**
 * Media Ingest's core: what happens to a file, told in the order it happens.
 *
 * <table>
 * <caption>The flow; {@code SessionRunner} is the same table as code</caption>
 * <tr><th>stage</th><th>in</th><th>out</th></tr>
 * <tr><td>1 {@link dev.mediaingest.discover}</td><td>directories, pattern</td><td>files found, files left out with their reason</td></tr>
 * <tr><td>2 {@link dev.mediaingest.plan}</td><td>files found</td><td>the session's list of items, unchanged ones already skipped</td></tr>
 * <tr><td>3 {@link dev.mediaingest.analyse}</td><td>one file</td><td>facts, generation parameters, keywords, score, hash; or a failure</td></tr>
 * <tr><td>4 {@link dev.mediaingest.classify}</td><td>one file's pixels</td><td>a score, or why there is none</td></tr>
 * <tr><td>5 {@link dev.mediaingest.commit}</td><td>an assessment</td><td>catalogue rows and the item's state, in one transaction</td></tr>
 * <tr><td>6 {@link dev.mediaingest.report}</td><td>items' outcomes</td><td>counts, rate, state directory</td></tr>
 * </table>
 *
 * {@link dev.mediaingest.media} and {@link dev.mediaingest.failure} are the values all stages share;
 * {@link dev.mediaingest.session} runs the stages over one list of files. A stage knows earlier stages' values and
 * never later ones; nothing here knows a framework, SQL or native code.
 */
@NullMarked
package dev.mediaingest;

import org.jspecify.annotations.NullMarked;
