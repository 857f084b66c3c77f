package dev.mediaingest.engines.tiff;

import dev.mediaingest.engines.image.PictureFile;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.PixelSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A TIFF's first page, its rows unpacked one at a time, as often as they are asked for. Confined to one thread. */
final class TiffPicture {
    /** Each is unpacked at the same time. */
    private static final int MOST_TILES_ACROSS = 4_096;

    private final PictureFile file;
    private final TiffLayout layout;

    TiffPicture(PictureFile file, TiffLayout layout) {
        this.file = file;
        this.layout = layout;
    }

    /** Whether pictures of this layout can be had a row at a time. */
    static boolean decodes(TiffLayout layout) {
        return TileRows.unpacks(layout.compression()) && TiffColors.knows(layout);
    }

    /** Hands out all rows as they are stored. */
    void handOut(PixelSink sink) throws DecodeFailure, IOException {
        if ((long) layout.tilesAcross() * layout.samples() > MOST_TILES_ACROSS) {
            throw new DecodeFailure(FailureCode.OVER_LIMIT, layout.tilesAcross() + " tiles side by side");
        }
        sink.begin(new Dimensions(layout.width(), layout.height()));
        TiffColors colors = new TiffColors(layout);
        SampleRow row = new SampleRow(layout);
        for (int down = 0; down < layout.tilesDown(); down++) {
            tileRow(down, row, colors, sink);
        }
    }

    /** All tiles side by side, of all planes, unpacked in step. */
    private void tileRow(int down, SampleRow row, TiffColors colors, PixelSink sink) throws DecodeFailure, IOException {
        int across = layout.tilesAcross();
        int planes = layout.isPlanar() ? layout.samples() : 1;
        List<TileRows> tiles = new ArrayList<>();
        try {
            for (int i = 0; i < across * planes; i++) {
                int index = i / across * across * layout.tilesDown() + down * across + i % across;
                tiles.add(TileRows.open(file, layout, index));
            }
            int rows = Math.min(layout.tileHeight(), layout.height() - down * layout.tileHeight());
            for (int y = 0; y < rows; y++) {
                for (int i = 0; i < tiles.size(); i++) {
                    row.take(tiles.get(i).next(), i % across * layout.tileWidth(), i / across);
                }
                colors.handOut(row.samples(), sink);
            }
        } finally {
            for (TileRows tile : tiles) {
                tile.close();
            }
        }
    }
}
