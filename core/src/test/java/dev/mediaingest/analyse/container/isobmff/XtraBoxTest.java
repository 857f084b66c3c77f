package dev.mediaingest.analyse.container.isobmff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.container.isobmff.Boxes.Box;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.TextEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class XtraBoxTest {
    private static final byte[] RATING = "WM/SharedUserRating".getBytes(StandardCharsets.US_ASCII);

    /** An entry of as many ratings as one may have: size (4), length of the name (4), name, count (4), values. */
    private static byte[] ratings(int entries) {
        int values = 200;
        int length = 4 + 4 + RATING.length + 4 + values * 14;
        ByteBuffer box = ByteBuffer.allocate(entries * length);
        for (int i = 0; i < entries; i++) {
            box.putInt(length).putInt(RATING.length).put(RATING).putInt(values);
            for (int value = 0; value < values; value++) {
                box.putInt(14).putShort((short) 19);
                box.order(ByteOrder.LITTLE_ENDIAN).putLong(75).order(ByteOrder.BIG_ENDIAN);
            }
        }
        return box.array();
    }

    private static List<TextEntry> read(byte[] box) throws Exception {
        Gathered found = new Gathered();
        new XtraBox(FileBytes.of(box), found).read(new Box("Xtra", 0, box.length));
        return found.contents(MediaType.MP4).texts();
    }

    @Test
    void aRatingIsANumber() throws Exception {
        assertThat(read(ratings(1))).contains(new TextEntry("mp4:Xtra", "WM/SharedUserRating", "75"));
    }

    @Test
    void ratingsWithoutEndStayWithinWhatAFileMayHave() throws Exception {
        assertThat(read(ratings(50))).hasSize(1_000);
    }
}
