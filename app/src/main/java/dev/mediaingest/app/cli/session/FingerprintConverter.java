package dev.mediaingest.app.cli.session;

import dev.mediaingest.analyse.Fingerprint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the words of {@link Fingerprint}. */
final class FingerprintConverter implements ITypeConverter<Fingerprint> {
    @Override
    public Fingerprint convert(String word) {
        return Fingerprint.ofLabel(word)
                .orElseThrow(() -> new TypeConversionException("'" + word + "' is not none, bytes or pixels"));
    }
}
