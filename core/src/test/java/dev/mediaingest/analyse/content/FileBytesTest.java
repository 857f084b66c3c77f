package dev.mediaingest.analyse.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBytesTest {
    @TempDir
    Path folder;

    @Test
    void windowShowsTheSameBytesInAnyOrder() throws IOException {
        byte[] content = new byte[300_000];
        new SplittableRandom(1).nextBytes(content);
        try (FileBytes bytes = FileBytes.open(Files.write(folder.resolve("a"), content), 0)) {
            for (int at : new int[] {0, 299_999, 65_535, 65_536, 131_071, 7}) {
                assertThat(bytes.u8(at)).isEqualTo(content[at] & 0xff);
            }
            assertThat(bytes.bytes(60_000, 200_000)).isEqualTo(java.util.Arrays.copyOfRange(content, 60_000, 260_000));
            assertThat(bytes.u32be(65_534)).isEqualTo(FileBytes.of(content).u32be(65_534));
            assertThat(bytes.crc32(1, 299_000)).isEqualTo(FileBytes.of(content).crc32(1, 299_000));
            assertThat(bytes.sha256()).isEqualTo(FileBytes.of(content).sha256());
        }
    }

    @Test
    void piecesShowTheSameBytesInAnyOrder() throws IOException {
        byte[] content = new byte[300_000];
        new SplittableRandom(2).nextBytes(content);
        try (FileBytes bytes = FileBytes.openInPieces(Files.write(folder.resolve("a"), content))) {
            for (int at : new int[] {0, 299_999, 16_383, 16_384, 200_000, 202_047, 202_048, 7}) {
                assertThat(bytes.u8(at)).isEqualTo(content[at] & 0xff);
            }
            assertThat(bytes.bytes(60_000, 200_000)).isEqualTo(java.util.Arrays.copyOfRange(content, 60_000, 260_000));
            assertThat(bytes.crc32(1, 299_000)).isEqualTo(FileBytes.of(content).crc32(1, 299_000));
            assertThat(bytes.sha256()).isEqualTo(FileBytes.of(content).sha256());
        }
    }

    @Test
    void nothingOfTheFileBeforeIsSeen() throws IOException {
        byte[] large = new byte[1_000_000];
        java.util.Arrays.fill(large, (byte) 1);
        byte[] small = new byte[500_000];
        Path first = Files.write(folder.resolve("a"), large);
        Path second = Files.write(folder.resolve("b"), small);
        for (Path path : new Path[] {first, second, first, second}) {
            try (FileBytes bytes = FileBytes.open(path);
                    FileBytes atTheSameTime = FileBytes.open(first)) {
                byte[] content = path.equals(first) ? large : small;
                assertThat(bytes.sha256()).isEqualTo(FileBytes.of(content).sha256());
                assertThat(bytes.indexOf(path.equals(first) ? 0 : 1, 0)).isEqualTo(-1);
                assertThat(atTheSameTime.sha256()).isEqualTo(FileBytes.of(large).sha256());
            }
        }
    }

    @Test
    void fileThatShrinksEndsEarly() throws IOException {
        Path path = Files.write(folder.resolve("a"), new byte[300_000]);
        try (FileBytes bytes = FileBytes.open(path, 0)) {
            Files.write(path, new byte[10]);

            assertThatThrownBy(() -> bytes.u8(200_000)).isInstanceOf(EOFException.class);
            assertThatThrownBy(bytes::sha256).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void absurdClaimsLieOutside() {
        FileBytes bytes = FileBytes.of(new byte[10]);

        assertThat(bytes.has(0, 10)).isTrue();
        assertThat(bytes.has(10, 0)).isTrue();
        assertThat(bytes.has(5, Long.MAX_VALUE)).isFalse();
        assertThat(bytes.has(Long.MAX_VALUE, 5)).isFalse();
        assertThat(bytes.has(-1, 5)).isFalse();
        assertThat(bytes.has(5, -1)).isFalse();
    }

    @Test
    void linkInTheFilesPlaceIsNotFollowed() throws IOException {
        Path target = Files.write(folder.resolve("a"), new byte[10]);
        Path link = Files.createSymbolicLink(folder.resolve("b"), target);

        assertThatThrownBy(() -> FileBytes.open(link)).isInstanceOf(IOException.class);
    }
}
