package dev.mediaingest.engines.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;

/**
 * What libjpeg complains of in a picture. Leptonica only counts complaints, the JDK's libjpeg words them; so a picture that is
 * complained of is decoded once more for the words. Cameras and phones that leave bytes between the last block and the
 * end marker are common, and their pixels are whole.
 */
final class JpegWarnings {
    private static final Pattern HARMLESS = Pattern.compile(".*\\b[0-9]+ extraneous bytes before marker 0xd9\\b.*");

    private JpegWarnings() {}

    /** Whether the only complaints are of bytes behind the last block, which belong to no pixel. */
    static boolean areHarmless(byte[] jpeg) {
        List<String> warnings = new ArrayList<>();
        try {
            read(jpeg, warnings);
        } catch (IOException | RuntimeException e) {
            return false; // the JDK's reader throws unchecked exceptions for some malformed input
        }
        return !warnings.isEmpty()
                && warnings.stream()
                        .allMatch(warning -> HARMLESS.matcher(warning).matches());
    }

    private static void read(byte[] jpeg, List<String> warnings) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((IIOReadWarningListener) (source, warning) -> warnings.add(warning));
            BufferedImage unused = reader.read(0);
            unused.flush();
        } finally {
            reader.dispose();
        }
    }
}
