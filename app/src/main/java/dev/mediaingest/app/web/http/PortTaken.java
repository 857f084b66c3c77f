package dev.mediaingest.app.web.http;

/** The server cannot listen where it was told to. The message is one sentence for the person who started it. */
public final class PortTaken extends Exception {
    private static final long serialVersionUID = 1L;

    public PortTaken(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
