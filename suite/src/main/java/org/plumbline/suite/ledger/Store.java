package org.plumbline.suite.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.plumbline.question.Digest;
import org.plumbline.suite.StoredFile;

/**
 * Files that are named by the SHA-256 of their content. One appears whole or not at all; what does
 * not have the content of its name is as good as missing. Safe for use by several threads.
 */
public final class Store {
  private static final long MOST_BYTES = 1L << 30;

  private final Path folder;

  Store(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps a content.
   *
   * @throws LedgerException if it cannot be written
   */
  public StoredFile put(byte[] content) {
    String name = Digest.hex(Digest.of(content));
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      if (get(name).isEmpty()) {
        write(file, content);
      }
    } catch (IOException e) {
      throw new LedgerException(file + " cannot be written: " + e.getMessage(), e);
    }
    return new StoredFile(name, file, content.length);
  }

  private void write(Path file, byte[] content) throws IOException {
    String own = ProcessHandle.current().pid() + "-" + Thread.currentThread().getId();
    Path beside = folder.resolve(".new-" + own + "-" + System.nanoTime());
    try {
      try (FileChannel out =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** A content by its hash; empty where it is missing or another one. */
  public Optional<byte[]> get(String sha256) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    try {
      Path file = folder.resolve(sha256);
      if (Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      byte[] content = Files.readAllBytes(file);
      return Digest.hex(Digest.of(content)).equals(sha256)
          ? Optional.of(content)
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new LedgerException(folder.resolve(sha256) + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Where a content is, if it is there. */
  public Optional<StoredFile> file(String sha256) {
    return get(sha256).map(bytes -> new StoredFile(sha256, folder.resolve(sha256), bytes.length));
  }
}
