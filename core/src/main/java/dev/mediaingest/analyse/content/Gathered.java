package dev.mediaingest.analyse.content;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.TextEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a reader has gathered so far, within the bounds of one file: {@value #MAX_TEXTS} texts of together
 * {@value #MAX_ALL_TEXT} bytes. Confined to one turn.
 */
public final class Gathered {
    /** Longest single text in bytes, after inflating. */
    static final int MAX_TEXT = FileBytes.MAX_PIECE;

    static final int MAX_ALL_TEXT = 16 << 20;
    static final int MAX_TEXTS = 1_000;
    private static final int MAX_NOTES = 20;

    /** What the headers say; readers fill it in. */
    public final FactDraft facts = new FactDraft();

    private final List<TextEntry> texts = new ArrayList<>();
    private final List<Failure> notes = new ArrayList<>();
    private @Nullable Failure trouble;
    private int textRoom = MAX_ALL_TEXT;

    /**
     * Takes the bytes of a text off what this file may still have, before they are read; they count even if the text is then refused.
     *
     * @param what the text is, as the note says of one that is too long
     * @return whether it may be had; if not there is a note, and nothing was taken
     */
    public boolean reserve(long length, String what) {
        if (hasRoomFor(length)) {
            textRoom -= (int) length;
            return true;
        }
        note(FailureCode.OVER_LIMIT, what + " of " + length + " bytes");
        return false;
    }

    /** Whether a text of so many bytes could be reserved now: for those whose pieces are collected first. */
    public boolean hasRoomFor(long length) {
        return length >= 0 && length <= limit();
    }

    private int limit() {
        return texts.size() < MAX_TEXTS ? Math.min(MAX_TEXT, textRoom) : 0;
    }

    /**
     * What a compressed stream inflates to; null and a note if that is nothing or too long.
     *
     * @param stream inflates at most as many bytes as it is given
     */
    public byte @Nullable [] inflate(IntFunction<Inflation> stream, String what) {
        int limit = limit();
        Inflation inflation = stream.apply(limit);
        textRoom -= inflation.length();
        return switch (inflation) {
            case Inflation.Inflated(byte[] data) -> data;
            case Inflation.TooLong(int length) -> {
                note(FailureCode.OVER_LIMIT, what + " inflates to more than " + limit);
                yield null;
            }
            case Inflation.Broken(int length) -> {
                note(FailureCode.DAMAGED, what + " does not inflate");
                yield null;
            }
        };
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
        if (!bytes.has(at, length)) {
            note(FailureCode.OVER_LIMIT, what + " of " + length + " bytes");
            return null;
        }
        return reserve(length, what) ? bytes.bytes(at, (int) length) : null;
    }

    /** Keeps an XMP packet as the text {@code xmp:packet}; what it means is found out later. */
    public void xmpPacket(FileBytes bytes, long at, long length) throws IOException {
        if (reserve(length, "XMP packet")) {
            xmpPacket(bytes.bytes(at, (int) length));
        }
    }

    /** Likewise one that is read already, and whose bytes are reserved. */
    public void xmpPacket(byte[] packet) {
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
