package dev.mediaingest.store.library;

import dev.mediaingest.library.NsfwState;

/** {@link NsfwState} as {@code library_files.nsfw} holds it. */
final class NsfwColumn {
    private NsfwColumn() {}

    static int number(NsfwState state) {
        return switch (state) {
            case NOT_ASSESSED -> 0;
            case SAFE -> 1;
            case NSFW -> 2;
        };
    }

    static NsfwState state(int number) {
        return switch (number) {
            case 1 -> NsfwState.SAFE;
            case 2 -> NsfwState.NSFW;
            default -> NsfwState.NOT_ASSESSED;
        };
    }
}
