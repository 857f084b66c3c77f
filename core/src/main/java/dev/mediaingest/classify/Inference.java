package dev.mediaingest.classify;

/** A model loaded and ready to run. Not thread-safe. */
public interface Inference extends AutoCloseable {

    /**
     * Runs the model on one picture.
     *
     * @param tensor float32 samples in the layout the model's card states
     * @return one number a label, before the card's activation
     * @throws Failed if the model or its runtime refuses
     */
    float[] run(float[] tensor) throws Failed;

    @Override
    default void close() {}

    /** The runtime refused; the picture stays not assessed. */
    final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        public Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
