package dev.mediaingest.analyse.content;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.TextEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reader has gathered so far, within the bounds of one file: {@value #MAX_TEXTS} texts of together
 * {@value #MAX_ALL_TEXT} bytes. Confined to one turn.
 */
public final class Gathered {
    /** Longest single text in bytes, after inflating. */
    public static final int MAX_TEXT = FileBytes.MAX_PIECE;

    static final int MAX_ALL_TEXT = 16 << 20;
    static final int MAX_TEXTS = 1_000;
    private static final int MAX_NOTES = 20;

    /** What the headers say; readers fill it in. */
    public final FactDraft facts = new FactDraft();

    private final List<TextEntry> texts = new ArrayList<>();
    private final List<Failure> notes = new ArrayList<>();
    private @Nullable Failure trouble;
    private int textRoom = MAX_ALL_TEXT;

    /** Bytes of text this file may still have; inflated bytes count even if the text is then refused. */
    public int textRoom() {
        return texts.size() < MAX_TEXTS ? textRoom : 0;
    }

    public void spendText(int bytes) {
        textRoom -= bytes;
    }

    /** Keeps a text; one that is empty after cleaning is none. */
    public void text(String source, String key, String value) {
        String clean = Text.clean(value);
        if (!clean.isEmpty()) {
            texts.add(new TextEntry(source, Text.clean(key), clean));
        }
    }

    /**
     * A piece of the file to be looked into, counted as text so that many references to one piece come to an end; null
     * and a note if it is too long.
     */
    public byte @Nullable [] piece(FileBytes bytes, long at, long length, String what) throws IOException {
        if (length > Math.min(MAX_TEXT, textRoom()) || !bytes.has(at, length)) {
            note(FailureCode.OVER_LIMIT, what + " of " + length + " bytes");
            return null;
        }
        spendText((int) length);
        return bytes.bytes(at, (int) length);
    }

    /** Keeps an XMP packet as the text {@code xmp:packet}; what it means is found out later. */
    public void xmpPacket(FileBytes bytes, long at, long length) throws IOException {
        if (length > Math.min(MAX_TEXT, textRoom())) {
            note(FailureCode.OVER_LIMIT, "XMP packet of " + length + " bytes");
            return;
        }
        xmpPacket(bytes.bytes(at, (int) length));
    }

    public void xmpPacket(byte[] packet) {
        spendText(packet.length);
        text("xmp:packet", "XML:com.adobe.xmp", Text.utf8OrWindows1252(packet));
    }

    /** Something odd that did not stop the reading. */
    public void note(FailureCode code, String detail) {
        if (notes.size() < MAX_NOTES) {
            notes.add(new Failure(code, detail));
        }
    }

    /** The file is not whole: the first such finding is the reason, later ones are notes. */
    void trouble(FailureCode code, String detail) {
        if (trouble == null) {
            trouble = new Failure(code, detail);
        } else {
            note(code, detail);
        }
    }

    public void truncated(String detail) {
        trouble(FailureCode.TRUNCATED, detail);
    }

    public void damaged(String detail) {
        trouble(FailureCode.DAMAGED, detail);
    }

    /** Everything gathered, about a file of that type. */
    public Contents contents(MediaType type) {
        return new Contents(facts.toFacts(type), List.copyOf(texts), List.copyOf(notes), Optional.ofNullable(trouble));
    }
}
