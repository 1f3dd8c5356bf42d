package org.plumbline.question;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.PatternFile;
import org.plumbline.specs.pattern.PhaseLayers;
import org.plumbline.specs.robustness.FileKind;

/** Reads files of patterns. */
public final class PatternsFile {
  /** Most bytes of a file. */
  public static final long MOST_BYTES = 1L << 30;

  private static final String WANTED = "a file of patterns, which nap mine writes";

  private PatternsFile() {}

  /**
   * @throws ParseException if the file is missing, unreadable, or no file of patterns
   */
  public static PatternFile read(Path file) {
    return parse(FileContent.read(file, MOST_BYTES));
  }

  /**
   * The same of a file that was read already.
   *
   * @throws ParseException if it is no file of patterns
   */
  public static PatternFile parse(FileContent content) {
    try (InputStream in = new ByteArrayInputStream(content.bytes())) {
      return PatternFile.read(content.name(), in);
    } catch (ParseException e) {
      throw content.misplaced(e, FileKind.JSON, WANTED);
    } catch (IOException e) {
      throw new ParseException(content.name(), "cannot be read: " + e.getMessage());
    }
  }

  /**
   * Reads the patterns of a network.
   *
   * @throws ParseException also if they were mined from another network
   */
  public static PatternFile read(Path file, NetworkFile networkFile, Network network) {
    return parse(FileContent.read(file, MOST_BYTES), networkFile, network);
  }

  /**
   * The same of a file that was read already.
   *
   * @throws ParseException if it has no patterns of this network
   */
  public static PatternFile parse(FileContent content, NetworkFile networkFile, Network network) {
    PatternFile patterns = parse(content);
    String digest = Digest.hex(networkFile.digest());
    if (!patterns.provenance().network().equals(digest)) {
      throw new ParseException(
          content.name(),
          "has patterns of another network than "
              + networkFile.content().name()
              + ", whose SHA-256 is "
              + digest);
    }
    try {
      for (ClassPattern one : patterns.patterns()) {
        PhaseLayers.of(network).requireFit(one.pattern());
      }
    } catch (IllegalArgumentException e) {
      throw new ParseException(content.name(), e.getMessage());
    }
    return patterns;
  }
}
