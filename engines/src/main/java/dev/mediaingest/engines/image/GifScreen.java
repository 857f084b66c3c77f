package dev.mediaingest.engines.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;

/**
 * Where a GIF's first frame lies on its logical screen. As Pillow does it, a frame that sticks out makes the screen larger,
 * and beside the frame there is the transparent colour, or the palette's first.
 */
record GifScreen(int width, int height, int left, int top) {

    static GifScreen read(ImageReader reader) throws IOException {
        Element screen = element(reader.getStreamMetadata(), "LogicalScreenDescriptor");
        Element frame = element(reader.getImageMetadata(0), "ImageDescriptor");
        int left = number(frame, "imageLeftPosition");
        int top = number(frame, "imageTopPosition");
        return new GifScreen(
                Math.max(number(screen, "logicalScreenWidth"), left + reader.getWidth(0)),
                Math.max(number(screen, "logicalScreenHeight"), top + reader.getHeight(0)),
                left,
                top);
    }

    private static Element element(IIOMetadata metadata, String name) throws IOException {
        Element root = (Element) metadata.getAsTree(metadata.getNativeMetadataFormatName());
        if (root.getElementsByTagName(name).item(0) instanceof Element found) {
            return found;
        }
        throw new IOException("no " + name + " in the GIF");
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }

    PictureRows place(BufferedImage frame) {
        PictureRows rows = new RasterRows(frame);
        if (frame.getWidth() == width && frame.getHeight() == height) {
            return rows;
        }
        return new Canvas(rows, width, height, left, top, background(frame));
    }

    private static int background(BufferedImage frame) {
        if (!(frame.getColorModel() instanceof IndexColorModel colors)) {
            return 0xff000000;
        }
        return colors.getRGB(Math.max(0, colors.getTransparentPixel()));
    }
}
