package dev.mediaingest.app.cli;

import picocli.CommandLine.ITypeConverter;

/** Reads a number of bytes; megabytes without a unit. */
final class SizeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        return Amount.ofBytes(text, "mb", "a size, as 512MB or 10GB");
    }
}
