package dev.mediaingest.analyse.container;

import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.media.TextEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads bytes in memory, for tests. */
final class Reading {
    private Reading() {}

    static Contents of(byte[] file) {
        return ifMedia(file).orElseThrow(() -> new AssertionError("not recognised as media"));
    }

    static Optional<Contents> ifMedia(byte[] file) {
        try {
            FileBytes bytes = FileBytes.of(file);
            var type = Containers.typeOf(bytes);
            return type.isEmpty() ? Optional.empty() : Optional.of(Containers.read(type.get(), bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Contents contents, String key) {
        return contents.texts().stream()
                .filter(text -> text.key().equals(key))
                .map(TextEntry::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no text " + key + " in " + contents));
    }
}
