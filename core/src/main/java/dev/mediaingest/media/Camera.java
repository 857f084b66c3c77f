package dev.mediaingest.media;

import org.jspecify.annotations.Nullable;

/** The device a picture was taken with, as it names itself. */
public record Camera(@Nullable String make, @Nullable String model) {}
