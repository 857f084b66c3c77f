package dev.mediaingest.library;

/** What is known of a file's being not safe for work; not assessed is an answer of its own. */
public enum NsfwState {
    NOT_ASSESSED,
    SAFE,
    NSFW
}
