package org.plumbline.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.ParseException;

class FileContentTest {
  @TempDir private Path folder;

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
  void filesAndPipesAreReadWhole(int size) throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("file"), bytes(size));
    assertThat(FileContent.read(file, 200_000).bytes()).isEqualTo(bytes(size));
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process writer = new ProcessBuilder("sh", "-c", "cat '" + file + "' > '" + pipe + "'").start();
    assertThat(FileContent.read(pipe, 200_000).bytes()).isEqualTo(bytes(size));
    assertThat(writer.waitFor()).isZero();
  }

  @Test
  void whatIsLargerIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes(70_001));
    assertThatThrownBy(() -> FileContent.read(file, 70_000))
        .isInstanceOf(ParseException.class)
        .hasMessage(file + ": has more than 70000 bytes");
    assertThatThrownBy(() -> FileContent.read(folder, 10))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> FileContent.read(folder.resolve("no"), 10))
        .hasMessageEndingWith("there is no such file");
  }

  /** What is hashed is what was read, not what stands in the file by then. */
  @Test
  void theDigestIsThatOfTheUnpackedContent() throws IOException {
    Path plain = Files.write(folder.resolve("plain"), bytes(100));
    Path packed = folder.resolve("packed");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(bytes(100));
    }
    FileContent read = FileContent.read(packed, 1000);
    Files.delete(packed);
    assertThat(read.digest()).isEqualTo(FileContent.read(plain, 1000).digest());
    assertThat(Digest.hex(FileContent.read(plain, 1000).digest())).hasSize(64);
  }
}
