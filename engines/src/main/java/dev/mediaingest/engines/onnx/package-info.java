/** Classifiers run by ONNX Runtime, and the folder of models. */
@NullMarked
package dev.mediaingest.engines.onnx;

import org.jspecify.annotations.NullMarked;
