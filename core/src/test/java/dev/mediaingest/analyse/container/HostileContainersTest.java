package dev.mediaingest.analyse.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.fixtures.Budget;
import dev.mediaingest.fixtures.HeifFile;
import dev.mediaingest.fixtures.JpegFile;
import dev.mediaingest.fixtures.MatroskaFile;
import dev.mediaingest.fixtures.Mp4File;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.fixtures.TiffFile;
import dev.mediaingest.media.MediaType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to hurt: each ends soon, in little memory, with a value. */
class HostileContainersTest {
    private static final String DIGEST = "0123456789ABCDEF".repeat(2);

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("box of size 0", MediaType.MP4, boxes("00000000 6d6f6f76")),
                Arguments.of("box of size 1", MediaType.MP4, boxes("00000001 6d6f6f76 0000000000000000")),
                Arguments.of("box of size 7", MediaType.MP4, boxes("00000007 6d6f6f76")),
                Arguments.of("box of 2^63 bytes", MediaType.MP4, boxes("00000001 6d6f6f76 7fffffffffffffff")),
                Arguments.of("box of -1 bytes", MediaType.MP4, boxes("00000001 6d6f6f76 ffffffffffffffff")),
                Arguments.of("boxes in boxes", MediaType.MP4, nested("moov", "trak", 1_000)),
                Arguments.of("meta in meta", MediaType.HEIC, nested("meta", "meta", 1_000)),
                Arguments.of("udta in meta in udta", MediaType.MP4, nested("moov", "udta", 1_000)),
                Arguments.of("a million boxes", MediaType.MP4, repeated("00000008 66726565", 1_000_000)),
                Arguments.of("ever so many samples", MediaType.MP4, samples()),
                Arguments.of("a million items", MediaType.HEIC, items()),
                Arguments.of("unknown size everywhere", MediaType.MKV, ebml("1549a966 ff 1654ae6b ff ae ff e0 ff")),
                Arguments.of("size of 2^56", MediaType.MKV, ebml("1549a966 01fffffffffffffe")),
                Arguments.of("number of nine bytes", MediaType.MKV, ebml("00 00 00 00 00 00 00 00 00")),
                Arguments.of("a million elements", MediaType.MKV, ebml("ec80".repeat(3_000_000))),
                Arguments.of("tags in tags", MediaType.MKV, tagsInTags()),
                Arguments.of("directories in a circle", MediaType.TIFF, circle()),
                Arguments.of("directory of 65535 lies", MediaType.TIFF, lies()),
                Arguments.of("a text of 4 GB", MediaType.TIFF, hugeText()),
                Arguments.of("one profile named 4,000 times", MediaType.TIFF, profiles()),
                Arguments.of("one packet as 5,000 items", MediaType.HEIC, packets()),
                Arguments.of("chunks of nothing", MediaType.AVI, riff("4a554e4b 00000000".repeat(500_000))),
                Arguments.of("lists in lists", MediaType.AVI, riff("4c495354 ffffffff 68647264".repeat(100_000))),
                Arguments.of("IPTC and ICC that lie", MediaType.JPEG, segments()),
                Arguments.of("profile of 4 GB", MediaType.PNG, profileBomb()),
                Arguments.of("100,000 segments", MediaType.JPEG, manySegments()),
                Arguments.of("100,000 packets", MediaType.JPEG, manyPackets()),
                Arguments.of("extended XMP that lies about its length", MediaType.JPEG, extension(0xffff_fff0L, 0)),
                Arguments.of("extended XMP that lies about its place", MediaType.JPEG, extension(4_000_000, 100)),
                Arguments.of("extended XMP that covers itself", MediaType.JPEG, overlappingExtension()),
                Arguments.of("sub-blocks without end", MediaType.GIF, gif("21fe", "0161".repeat(2_000_000))),
                Arguments.of("sub-blocks of a picture without end", MediaType.GIF, gif("2c", "ff".repeat(4_000_000))),
                Arguments.of("a million empty blocks", MediaType.GIF, gif("", "21fe00".repeat(1_000_000))),
                Arguments.of("clusters in clusters", MediaType.MKV, ebml("1f43b675 ff".repeat(500_000))),
                Arguments.of("segments in segments", MediaType.MKV, ebml("18538067 ff".repeat(500_000))),
                Arguments.of("a million chunks", MediaType.PNG, manyChunks()),
                Arguments.of("directories in a row", MediaType.TIFF, row()),
                Arguments.of("directory of directories", MediaType.TIFF, wide()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void endsSoonAndInLittleMemory(String name, MediaType type, byte[] file) throws IOException {
        Containers.read(type, FileBytes.of(file));
        Contents contents = Budget.within(name, () -> Containers.read(type, FileBytes.of(file)));

        assertThat(contents.facts().type()).isEqualTo(type);
    }

    @Test
    void textBehindManyOtherTagsOfALiveRecordingIsFound() {
        byte[] file = MatroskaFile.webm(8, 8).tag("prompt", "{}").live().bytes();

        assertThat(Reading.text(Reading.of(file), "prompt")).isEqualTo("{}");
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }

    private static byte[] boxes(String digits) {
        return joined(hex("00000010 66747970 69736f6d 00000000"), hex(digits), new byte[40]);
    }

    private static byte[] nested(String outer, String inner, int depth) {
        ByteBuffer boxes = ByteBuffer.allocate(8 * depth);
        for (int i = 0; i < depth; i++) {
            boxes.putInt(8 * (depth - i)).put((i == 0 ? outer : inner).getBytes(StandardCharsets.US_ASCII));
        }
        return joined(hex("00000010 66747970 69736f6d 00000000"), boxes.array());
    }

    private static byte[] repeated(String digits, int times) {
        byte[] one = hex(digits);
        ByteBuffer all = ByteBuffer.allocate(16 + one.length * times);
        all.put(hex("00000010 66747970 69736f6d 00000000"));
        for (int i = 0; i < times; i++) {
            all.put(one);
        }
        return all.array();
    }

    private static byte[] samples() {
        ByteBuffer table = ByteBuffer.allocate(16 + 8_000_000);
        table.putInt(table.capacity())
                .put("stts".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt(-1);
        while (table.hasRemaining()) {
            table.putInt(-1);
        }
        byte[] times = table.array();
        for (String type : new String[] {"stbl", "minf", "mdia", "trak"}) {
            times = joined(box(type, times.length), times);
        }
        return Mp4File.of(8, 8).inMovie(times).bytes();
    }

    private static byte[] box(String type, int length) {
        return ByteBuffer.allocate(8)
                .putInt(8 + length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] items() {
        byte[] entry = hex("00000015 696e6665 02000000 0001 0000 6d696d65 00");
        ByteBuffer entries =
                ByteBuffer.allocate(6 + entry.length * 300_000).putInt(0).putShort((short) -1);
        while (entries.hasRemaining()) {
            entries.put(entry);
        }
        byte[] list = joined(box("iinf", entries.capacity()), entries.array());
        byte[] meta = joined(new byte[4], list);
        byte[] file = HeifFile.heic(8, 8).bytes();
        return joined(Arrays.copyOf(file, 24), box("meta", meta.length), meta);
    }

    private static byte[] ebml(String digits) {
        return joined(hex("1a45dfa3 8b 4282 88 6d6174726f736b61 18538067 ff"), hex(digits));
    }

    private static byte[] tagsInTags() {
        ByteBuffer tags = ByteBuffer.allocate(10 * 1_000);
        for (int i = 0; i < 1_000; i++) {
            tags.put(hex("67c8 01")).put(new byte[3]).putInt(10 * (999 - i));
        }
        byte[] tag = joined(
                hex("7373 01000000"),
                ByteBuffer.allocate(4).putInt(tags.capacity()).array(),
                tags.array());
        return joined(
                ebml("1254c367 01000000"),
                ByteBuffer.allocate(4).putInt(tag.length).array(),
                tag);
    }

    private static byte[] circle() {
        ByteBuffer file = ByteBuffer.allocate(8 + 2 + 24 + 4).order(ByteOrder.LITTLE_ENDIAN);
        file.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 2);
        file.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(8);
        file.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(8);
        return file.putInt(8).array();
    }

    private static byte[] lies() {
        byte[] file = TiffFile.littleEndian(8, 8).bytes();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putShort(8, (short) -1);
        return Arrays.copyOf(file, 1_000_000);
    }

    private static byte[] hugeText() {
        byte[] file = TiffFile.littleEndian(8, 8).text(0x010e, "description").bytes();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 10; i + 12 < file.length; i += 12) {
            bytes.putInt(i + 4, -1);
        }
        return file;
    }

    private static byte[] profiles() {
        ByteBuffer file = ByteBuffer.allocate(4 << 20).order(ByteOrder.LITTLE_ENDIAN);
        file.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 4_000);
        for (int i = 0; i < 4_000; i++) {
            file.putShort((short) 0x8773).putShort((short) 7).putInt(3 << 20).putInt(8);
        }
        return file.array();
    }

    private static byte[] packets() {
        int count = 5_000;
        ByteBuffer entries = ByteBuffer.allocate(6 + 41 * count).putInt(0).putShort((short) count);
        ByteBuffer places = ByteBuffer.allocate(8 + 14 * count).putInt(0).putShort((short) 0x4400);
        places.putShort((short) count);
        for (short id = 1; id <= count; id++) {
            entries.put(hex("00000029 696e6665 02000000")).putShort(id).putShort((short) 0);
            entries.put("mime\0application/rdf+xml\0".getBytes(StandardCharsets.US_ASCII));
            places.putShort(id)
                    .putShort((short) 0)
                    .putShort((short) 1)
                    .putInt(0)
                    .putInt(3 << 20);
        }
        byte[] meta = joined(
                new byte[4],
                box("iinf", entries.position()),
                Arrays.copyOf(entries.array(), entries.position()),
                box("iloc", places.capacity()),
                places.array());
        byte[] file = HeifFile.heic(8, 8).bytes();
        byte[] pixels = new byte[3 << 20];
        return joined(Arrays.copyOf(file, 24), box("meta", meta.length), meta, box("mdat", pixels.length), pixels);
    }

    private static byte[] riff(String digits) {
        return joined(hex("52494646 f0ffffff 41564920"), hex(digits));
    }

    private static byte[] segments() {
        byte[] icc = joined("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1), new byte[128], hex("ffffffff"));
        byte[] tags = joined(icc, hex("64657363 ffffffff ffffffff".repeat(200)));
        byte[] resource = joined(
                "Photoshop 3.0\0".getBytes(StandardCharsets.ISO_8859_1),
                hex("3842494d 0404 0000 00000006 1c02 19ff ffff 3842494d 0404 ff"));
        return JpegFile.of(8, 8).segment(0xe2, tags).segment(0xed, resource).bytes();
    }

    private static byte[] manySegments() {
        JpegFile file = JpegFile.of(8, 8);
        for (int i = 0; i < 100_000; i++) {
            file.segment(0xe0 + i % 16, new byte[8]);
        }
        return file.bytes();
    }

    private static byte[] manyPackets() {
        JpegFile file = JpegFile.of(8, 8);
        byte[] packet = "http://ns.adobe.com/xap/1.0/\0<a/>".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 100_000; i++) {
            file.segment(0xe1, packet);
        }
        return file.bytes();
    }

    private static byte[] extension(long length, long offset) {
        return withPacket().segment(0xe1, part(length, offset, 60_000)).bytes();
    }

    private static byte[] overlappingExtension() {
        JpegFile file = withPacket();
        for (int i = 0; i < 3_000; i++) {
            file.segment(0xe1, part(4_000_000, i, 1_000));
        }
        return file.bytes();
    }

    private static JpegFile withPacket() {
        String packet = "http://ns.adobe.com/xap/1.0/\0<a xmpNote:HasExtendedXMP=\"" + DIGEST + "\"/>";
        return JpegFile.of(8, 8).segment(0xe1, packet.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] part(long length, long offset, int size) {
        byte[] head = ("http://ns.adobe.com/xmp/extension/\0" + DIGEST).getBytes(StandardCharsets.US_ASCII);
        byte[] place =
                ByteBuffer.allocate(8).putInt((int) length).putInt((int) offset).array();
        return joined(head, place, new byte[size]);
    }

    private static byte[] gif(String block, String rest) {
        return joined(
                hex("474946383961 0800 0800 00 00 00"), hex(block), new byte[block.equals("2c") ? 10 : 0], hex(rest));
    }

    private static byte[] manyChunks() {
        byte[] chunk = PngFile.chunkBytes("teSt", new byte[0]);
        ByteBuffer chunks = ByteBuffer.allocate(300_000 * chunk.length);
        while (chunks.hasRemaining()) {
            chunks.put(chunk);
        }
        return PngFile.of(8, 8).rawChunk(chunks.array()).bytes();
    }

    /** Each directory of one entry names the next. */
    private static byte[] row() {
        ByteBuffer file = ByteBuffer.allocate(8 + 18 * 100_000).order(ByteOrder.LITTLE_ENDIAN);
        file.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8);
        while (file.hasRemaining()) {
            int next = file.position() + 18;
            file.putShort((short) 1)
                    .putShort((short) 0x014a)
                    .putShort((short) 4)
                    .putInt(1)
                    .putInt(next)
                    .putInt(next);
        }
        return file.array();
    }

    /** One entry points to 200,000 directories, which all lie in the same bytes. */
    private static byte[] wide() {
        ByteBuffer file = ByteBuffer.allocate(8 + 18 + 4 * 200_000).order(ByteOrder.LITTLE_ENDIAN);
        file.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8);
        file.putShort((short) 1)
                .putShort((short) 0x014a)
                .putShort((short) 4)
                .putInt(200_000)
                .putInt(26)
                .putInt(0);
        while (file.hasRemaining()) {
            file.putInt(file.position());
        }
        return file.array();
    }

    private static byte[] profileBomb() {
        byte[] name = "bomb\0\0".getBytes(StandardCharsets.US_ASCII);
        return PngFile.of(8, 8).chunk("iCCP", Arrays.copyOf(name, 5 << 20)).bytes();
    }
}
