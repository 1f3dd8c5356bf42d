package org.plumbline.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.plumbline.question.FileContent;
import org.plumbline.question.PropertyFile;

/** A property in VNN-LIB: its assertions say what is forbidden. */
public final class VnnLib implements Property {
  private final PropertyFile file;

  private VnnLib(PropertyFile file) {
    this.file = file;
  }

  /**
   * Reads a file once; what happens to it later does not matter.
   *
   * @param file VNN-LIB, plain or gzipped
   * @return the property, not yet parsed
   * @throws UnreadableInputException if it is missing, unreadable or larger than a GiB
   */
  public static VnnLib read(Path file) {
    return new VnnLib(Refusals.translated(() -> PropertyFile.of(file)));
  }

  /**
   * A property in memory.
   *
   * @param name for messages
   * @param text VNN-LIB
   * @return the property, not yet parsed
   */
  public static VnnLib of(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new VnnLib(new PropertyFile(new FileContent(Path.of(name), bytes)));
  }

  PropertyFile file() {
    return file;
  }

  @Override
  public String toString() {
    return file.content().name();
  }
}
