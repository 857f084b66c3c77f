package dev.mediaingest.engines.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
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
    private static final Pattern EXTRANEOUS =
            Pattern.compile(".*\\b[0-9]+ extraneous bytes before marker 0x(?<marker>[0-9a-f]{2})\\b.*");
    private static final int END = 0xd9;

    private JpegWarnings() {}

    /**
     * Whether the only complaints are of bytes that belong to no pixel: behind the last block, or between segments before the first
     * scan.
     *
     * @param behindStrayBytes see {@link JpegMarkers}
     */
    static boolean areHarmless(byte[] jpeg, Set<Integer> behindStrayBytes) {
        List<String> warnings = new ArrayList<>();
        try {
            read(jpeg, warnings);
        } catch (IOException | RuntimeException e) {
            return false; // the JDK's reader throws unchecked exceptions for some malformed input
        }
        return !warnings.isEmpty() && warnings.stream().allMatch(warning -> isHarmless(warning, behindStrayBytes));
    }

    private static boolean isHarmless(String warning, Set<Integer> behindStrayBytes) {
        Matcher extraneous = EXTRANEOUS.matcher(warning);
        if (!extraneous.matches()) {
            return false;
        }
        int marker = Integer.parseInt(extraneous.group("marker"), 16);
        return marker == END || behindStrayBytes.contains(marker);
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
