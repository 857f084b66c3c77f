package dev.mediaingest.engines.video;

import dev.mediaingest.media.RealPath;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * One open container. One of three demultiplexers by the first four bytes, never another, and only the file itself is ever
 * opened: playlists and external references lead nowhere. Confined to one thread.
 */
final class Container implements AutoCloseable {
    private static final int EBML = 0x1a45dfa3;
    private static final int RIFF = 0x52494646;
    private static final String FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi";

    private final AVFormatContext context;
    private final long size;

    private Container(AVFormatContext context, long size) {
        this.context = context;
        this.size = size;
    }

    static Container open(Path file) throws DecodeFailure, IOException {
        long size;
        String name;
        // opened by Java first for an IOException with a reason, which ffmpeg's numbers have not
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            size = channel.size();
            name = demultiplexer(channel);
        }
        AVFormatContext context = new AVFormatContext(null);
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
        avutil.av_dict_set(options, "format_whitelist", FORMATS, 0); // also of what lies within, as subtitles in AVI do
        avutil.av_dict_set(options, "codec_whitelist", AllowedDecoders.WHITELIST, 0);
        AVInputFormat format = avformat.av_find_input_format(name);
        int error;
        try (BytePointer url = new BytePointer(url(file))) {
            error = avformat.avformat_open_input(context, url, format, options);
        }
        avutil.av_dict_free(options);
        if (error < 0) {
            throw Ffmpeg.failure(error, "no streams found");
        }
        Container container = new Container(context, size);
        try {
            RealPath.requireReal(file); // once it is open: ffmpeg followed whatever the path was then
        } catch (IOException e) {
            container.close();
            throw e;
        }
        return container;
    }

    /** A name's own bytes, which need not be text: Java keeps them in a path, and its URI gives them out. */
    private static byte[] url(Path file) {
        String encoded = file.toAbsolutePath().toUri().getRawPath();
        ByteArrayOutputStream url = new ByteArrayOutputStream();
        url.writeBytes("file:".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < encoded.length(); i++) {
            boolean isByte = encoded.charAt(i) == '%';
            url.write(isByte ? Integer.parseInt(encoded, i + 1, i + 3, 16) : encoded.charAt(i));
            i += isByte ? 2 : 0;
        }
        url.write(0);
        return url.toByteArray();
    }

    private static String demultiplexer(FileChannel channel) throws IOException {
        ByteBuffer beginning = ByteBuffer.allocate(4);
        channel.read(beginning);
        return switch (beginning.getInt(0)) {
            case EBML -> "matroska";
            case RIFF -> "avi";
            default -> "mov";
        };
    }

    AVFormatContext context() {
        return context;
    }

    /** Bytes of the file. */
    long size() {
        return size;
    }

    AVStream stream(int index) {
        return context.streams(index);
    }

    /** The stream ffmpeg would show; negative if there is none. */
    int bestStream(int mediaType) {
        return avformat.av_find_best_stream(context, mediaType, -1, -1, (AVCodec) null, 0);
    }

    /** Reads on to the next packet of a stream; false at the end. */
    boolean read(AVPacket packet, int stream) {
        while (read(packet)) {
            if (packet.stream_index() == stream) {
                return true;
            }
        }
        return false;
    }

    /** Reads on to the next packet; false at the end. */
    boolean read(AVPacket packet) {
        avcodec.av_packet_unref(packet);
        return avformat.av_read_frame(context, packet) >= 0;
    }

    @Override
    public void close() {
        avformat.avformat_close_input(context);
    }
}
