package org.plumbline.question;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.FileKind;
import org.plumbline.specs.samples.Unpacked;

/**
 * A file that was read once, so that what is parsed is what is hashed, whatever happens to the file
 * meanwhile. It may be a pipe.
 */
public final class FileContent {
  private static final int FIRST_BYTES = 1 << 16;

  private final Path file;
  private final byte[] bytes;
  private final Once<byte[]> digest = new Once<>(this::computedDigest);

  /**
   * @param bytes as they stand in the file, packed or not; owned by it
   */
  public FileContent(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  public Path file() {
    return file;
  }

  public byte[] bytes() {
    return bytes;
  }

  /**
   * @param most bytes that are read
   * @throws ParseException if the file is missing, unreadable or larger
   */
  public static FileContent read(Path file, long most) {
    try (InputStream in = Files.newInputStream(file)) {
      return new FileContent(file, all(file, in, (int) Math.min(most, Integer.MAX_VALUE - 16L)));
    } catch (NoSuchFileException e) {
      throw new ParseException(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw new ParseException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  /** A file of the size that the system tells is not copied; a pipe has none. */
  private static byte[] all(Path file, InputStream in, int most) throws IOException {
    byte[] bytes = new byte[(int) Math.min(most, Math.max(FIRST_BYTES, Files.size(file)))];
    int length = in.readNBytes(bytes, 0, bytes.length);
    for (int next = next(in, bytes, length); next >= 0; next = next(in, bytes, length)) {
      if (length == most) {
        throw new ParseException(file.toString(), "has more than " + most + " bytes");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, most));
      bytes[length++] = (byte) next;
      length += in.readNBytes(bytes, length, bytes.length - length);
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** The byte after those that fill the array; less than 0 at the end. */
  private static int next(InputStream in, byte[] bytes, int length) throws IOException {
    return length < bytes.length ? -1 : in.read();
  }

  /** For messages. */
  public String name() {
    return file.toString();
  }

  /** The content, unpacked if it is packed by gzip. */
  public InputStream unpacked() throws IOException {
    return Unpacked.of(new ByteArrayInputStream(bytes));
  }

  /** What it is by its first bytes, unpacked. */
  public Optional<FileKind> kind() {
    try (InputStream in = unpacked()) {
      return FileKind.of(in.readNBytes(FIRST_BYTES));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * A refusal in plain words where it is another file altogether, such as two arguments swapped.
   *
   * @param wanted what belongs here
   */
  public ParseException misplaced(ParseException refusal, FileKind expected, String wanted) {
    return kind()
        .filter(kind -> kind != expected)
        .map(kind -> new ParseException(name(), "is " + kind.words() + ", not " + wanted))
        .orElse(refusal);
  }

  /** SHA-256 of the content, unpacked if it is packed by gzip. */
  public byte[] digest() {
    return digest.get().clone();
  }

  private byte[] computedDigest() {
    try (InputStream in = unpacked()) {
      return Digest.of(in);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be unpacked", e);
    }
  }
}
