/**
 * What this machine takes for the whole flow and for parts of it, measured with files made on the spot: {@code BenchCommand} says what
 * there is, one {@code …Bench} class measures one thing. Knows everything; nothing knows it.
 */
@NullMarked
package dev.mediaingest.bench;

import org.jspecify.annotations.NullMarked;
