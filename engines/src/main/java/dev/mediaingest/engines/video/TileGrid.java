package dev.mediaingest.engines.video;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.PixelSink;
import java.util.BitSet;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStreamGroup;
import org.bytedeco.ffmpeg.avformat.AVStreamGroupTileGrid;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A HEIF picture of tiles (ISO/IEC 23008-12, 6.6.2.3), each a stream of its own. The tiles are put together as they are coded
 * and then converted as one picture, so that colours do not break at their edges. Confined to one thread.
 */
final class TileGrid {
    private static final int MOST_TILES = 10_000;

    private final AVStreamGroup group;
    private final AVStreamGroupTileGrid grid;

    private TileGrid(AVStreamGroup group) {
        this.group = group;
        this.grid = group.params_tile_grid();
    }

    /** The grid that is the file's picture: marked so, or the first. Null if there is none. */
    static @Nullable TileGrid primary(Container container) {
        AVStreamGroup found = null;
        for (int i = 0; i < container.context().nb_stream_groups(); i++) {
            AVStreamGroup group = container.context().stream_groups(i);
            boolean isGrid = group.type() == avformat.AV_STREAM_GROUP_PARAMS_TILE_GRID;
            boolean isDefault = (group.disposition() & avformat.AV_DISPOSITION_DEFAULT) != 0;
            if (isGrid && (found == null || isDefault)) {
                found = group;
            }
        }
        return found == null ? null : new TileGrid(found);
    }

    /** The grid that is an item of the file; null if that is none. */
    static @Nullable TileGrid ofItem(Container container, long item) {
        for (int i = 0; i < container.context().nb_stream_groups(); i++) {
            AVStreamGroup group = container.context().stream_groups(i);
            if (group.type() == avformat.AV_STREAM_GROUP_PARAMS_TILE_GRID && group.id() == item) {
                return new TileGrid(group);
            }
        }
        return null;
    }

    void decode(Container container, long maxPixels, PixelSink sink) throws DecodeFailure {
        AVFrame canvas = compose(container, maxPixels);
        try (RgbConversion conversion = RgbConversion.of(canvas, crop())) {
            conversion.handOut(canvas, sink);
        } finally {
            avutil.av_frame_free(canvas);
        }
    }

    /** The tiles put together, of which {@link #window} is the picture; whoever asks frees it. */
    AVFrame compose(Container container, long maxPixels) throws DecodeFailure {
        if (grid.width() < 1 || grid.height() < 1 || grid.nb_tiles() > MOST_TILES) {
            throw new DecodeFailure(FailureCode.DAMAGED, "a grid of tiles without a size");
        }
        PictureLimit.check(new Dimensions(grid.width(), grid.height()), maxPixels);
        PictureLimit.check(new Dimensions(grid.coded_width(), grid.coded_height()), maxPixels);
        AVFrame canvas = avutil.av_frame_alloc();
        try {
            compose(container, maxPixels, canvas);
        } catch (DecodeFailure e) {
            avutil.av_frame_free(canvas);
            throw e;
        }
        return canvas;
    }

    AlphaPlane.Window window() {
        return new AlphaPlane.Window(
                new Dimensions(grid.width(), grid.height()), grid.horizontal_offset(), grid.vertical_offset());
    }

    /** The codec of its tiles. */
    int codec() {
        return group.nb_streams() == 0
                ? avcodec.AV_CODEC_ID_NONE
                : group.streams(0).codecpar().codec_id();
    }

    private String crop() {
        return "crop=" + grid.width() + ":" + grid.height() + ":" + grid.horizontal_offset() + ":"
                + grid.vertical_offset() + ":exact=1,";
    }

    /** Each tile's stream has one packet; they come in the file's order. One stream may lie at several places. */
    private void compose(Container container, long maxPixels, AVFrame canvas) throws DecodeFailure {
        AVPacket packet = avcodec.av_packet_alloc();
        try {
            BitSet missing = new BitSet();
            missing.set(0, grid.nb_tiles());
            while (!missing.isEmpty() && container.read(packet)) {
                BitSet places = placesOf(packet.stream_index());
                if (places.intersects(missing)) {
                    place(container, packet, places, maxPixels, canvas);
                    missing.andNot(places);
                }
            }
            if (!missing.isEmpty()) {
                throw new DecodeFailure(FailureCode.TRUNCATED, missing.cardinality() + " tiles are missing");
            }
        } finally {
            avcodec.av_packet_free(packet);
        }
    }

    private BitSet placesOf(int stream) {
        BitSet places = new BitSet();
        for (int tile = 0; tile < grid.nb_tiles(); tile++) {
            int index = grid.offsets_idx(tile);
            if (index >= 0 && index < group.nb_streams() && group.streams(index).index() == stream) {
                places.set(tile);
            }
        }
        return places;
    }

    private void place(Container container, AVPacket packet, BitSet places, long maxPixels, AVFrame canvas)
            throws DecodeFailure {
        try (StreamDecoder decoder = new StreamDecoder(container, packet.stream_index(), maxPixels)) {
            AVFrame tile = decoder.alone(packet);
            if (canvas.data(0) == null) {
                prepare(canvas, tile);
            }
            if (canvas.format() != tile.format()) {
                throw new DecodeFailure(FailureCode.DAMAGED, "tiles of different pixel formats");
            }
            for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
                copy(tile, canvas, grid.offsets_horizontal(i), grid.offsets_vertical(i));
            }
        }
    }

    private void prepare(AVFrame canvas, AVFrame tile) throws DecodeFailure {
        avutil.av_frame_copy_props(canvas, tile);
        canvas.format(tile.format());
        canvas.width(grid.coded_width());
        canvas.height(grid.coded_height());
        int error = avutil.av_frame_get_buffer(canvas, 0);
        if (error < 0) {
            throw Ffmpeg.failure(error, "no memory for a grid of tiles");
        }
        for (int i = 0; canvas.buf(i) != null; i++) {
            Pointer.memset(canvas.buf(i).data(), 0, canvas.buf(i).size());
        }
    }

    private static void copy(AVFrame tile, AVFrame canvas, int x, int y) throws DecodeFailure {
        int width = Math.min(tile.width(), canvas.width() - x);
        int height = Math.min(tile.height(), canvas.height() - y);
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new DecodeFailure(FailureCode.DAMAGED, "a tile beside its picture");
        }
        AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(tile.format());
        int sampleBytes = format.comp(0).step();
        for (int plane = 0; plane < avutil.av_pix_fmt_count_planes(tile.format()); plane++) {
            boolean isChroma = plane == 1 || plane == 2;
            int shiftX = isChroma ? format.log2_chroma_w() : 0;
            int shiftY = isChroma ? format.log2_chroma_h() : 0;
            long from = (long) (y >> shiftY) * canvas.linesize(plane) + (long) (x >> shiftX) * sampleBytes;
            avutil.av_image_copy_plane(
                    new BytePointer(canvas.data(plane)).position(from),
                    canvas.linesize(plane),
                    tile.data(plane),
                    tile.linesize(plane),
                    halved(width, shiftX) * sampleBytes,
                    halved(height, shiftY));
        }
    }

    /** Divided by a power of two, upwards: a chroma plane has a sample for the last odd pixel too. */
    private static int halved(int length, int shift) {
        return -(-length >> shift);
    }
}
