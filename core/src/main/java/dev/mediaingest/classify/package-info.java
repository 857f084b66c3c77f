/**
 * Stage 5 of 8. In: a picture's rows. Out: the probability that it is not safe for work, or the reason there is none; not assessed is
 * never safe. A model is described by its {@link dev.mediaingest.classify.ModelCard}; what runs it is an
 * {@link dev.mediaingest.classify.Inference} given from outside.
 */
@NullMarked
package dev.mediaingest.classify;

import org.jspecify.annotations.NullMarked;
