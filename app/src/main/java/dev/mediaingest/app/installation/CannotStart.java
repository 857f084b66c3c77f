package dev.mediaingest.app.installation;

/** The program can't do its work here; the message is one sentence for a person, with what to do. */
public class CannotStart extends Exception {
    private static final long serialVersionUID = 1L;

    public CannotStart(String sentence) {
        super(sentence);
    }
}
