package org.plumbline.cli.output;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * A file that a command writes. A regular file appears whole or not at all: it is written beside
 * and moved into place, with the permissions of the one that it replaces, or else those that the
 * system gives to new files. What is no regular file (a device, a pipe, {@code /dev/stdout}) is
 * streamed to, and never removed. A symbolic link stays: what it leads to is written.
 */
public final class OutputFile {
  private static final OpenOption[] NEW = {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
  private static final OpenOption[] APPEND = {
    StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND
  };

  private final Path named;
  private Optional<Set<PosixFilePermission>> permissions = Optional.empty();

  public OutputFile(Path named) {
    this.named = named;
  }

  /**
   * A file in a folder, which is made where it is missing.
   *
   * @throws OutputException if the folder could not be made
   */
  public static OutputFile in(Path folder, String name) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new OutputException(folder, e);
    }
    return new OutputFile(folder.resolve(name));
  }

  /** What is written into a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Whether writing replaces what there is, as in no device or pipe. */
  public boolean isReplaced() {
    try {
      return !Location.of(named).isStream();
    } catch (IOException e) {
      return false;
    }
  }

  /** As the command line names it. */
  public Path named() {
    return named;
  }

  /**
   * @throws OutputException if it could not be written
   */
  public void write(String text) {
    write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * @throws OutputException if it could not be written
   */
  public void write(Content content) {
    try {
      Location location = Location.of(named);
      if (location.isStream()) {
        stream(location, content);
      } else {
        replace(location.real(), content);
      }
    } catch (IOException e) {
      throw new OutputException(named, e);
    }
  }

  /**
   * Adds a line at the end, where it is a file that grows.
   *
   * @throws OutputException if it could not be written
   */
  public void append(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Location location = Location.of(named);
      if (location.isStream()) {
        stream(location, out -> out.write(bytes));
      } else {
        Files.write(location.real(), bytes, APPEND);
      }
    } catch (IOException e) {
      throw new OutputException(named, e);
    }
  }

  /**
   * Whether it is a device, a pipe or something that is open, and so holds nothing to go on with.
   */
  public boolean isStream() {
    try {
      return Location.of(named).isStream();
    } catch (IOException e) {
      throw new OutputException(named, e);
    }
  }

  /** Removes the answer of an earlier run, which must not pass for the answer of this one. */
  void forget() {
    try {
      Path real = Location.of(named).real();
      if (!isStream() && Files.isRegularFile(real)) {
        permissions = permissions(real);
        Files.delete(real);
      }
    } catch (IOException e) {
      throw new OutputException(named, e);
    }
  }

  /** Whether there is a regular file that reads as an answer. */
  boolean holds(EarlierAnswer answer) throws IOException {
    Location location = Location.of(named);
    if (location.isStream() || !Files.isRegularFile(location.real())) {
      return false;
    }
    try (InputStream in = Files.newInputStream(location.real())) {
      return answer.recognises(in.readNBytes(EarlierAnswer.BYTES));
    }
  }

  private static void stream(Location location, Content content) throws IOException {
    if (location.isStandard()) {
      OutputStream out = standard(location.descriptor().getAsInt());
      BufferedOutputStream buffered = new BufferedOutputStream(out);
      content.writeTo(buffered);
      buffered.flush();
      return;
    }
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(location.real(), streaming(location)))) {
      content.writeTo(out);
    }
  }

  /** Behind a number may be a file that others write, too: the end is the place to write at. */
  private static OpenOption[] streaming(Location location) {
    return location.descriptor().isPresent()
        ? new OpenOption[] {StandardOpenOption.WRITE, StandardOpenOption.APPEND}
        : new OpenOption[] {StandardOpenOption.WRITE};
  }

  /** What has been printed so far comes first; the stream stays open for what follows. */
  private static OutputStream standard(int descriptor) {
    System.out.flush();
    return new FileOutputStream(descriptor == 1 ? FileDescriptor.out : FileDescriptor.err);
  }

  private void replace(Path file, Content content) throws IOException {
    if (Files.isRegularFile(file)) {
      permissions = permissions(file);
    }
    Path beside = beside(file);
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside, NEW))) {
        content.writeTo(out);
      }
      if (permissions.isPresent()) {
        Files.setPosixFilePermissions(beside, permissions.get());
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** A name that no other file has. */
  static Path beside(Path file) {
    String process = Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);
    String time = Long.toUnsignedString(System.nanoTime(), Character.MAX_RADIX);
    return file.resolveSibling(".plumbline-" + process + "-" + time + ".tmp");
  }

  private static Optional<Set<PosixFilePermission>> permissions(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix")
        ? Optional.of(Files.getPosixFilePermissions(file))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return named.toString();
  }
}
