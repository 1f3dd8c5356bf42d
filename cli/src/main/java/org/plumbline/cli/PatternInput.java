package org.plumbline.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.PatternFile;
import org.plumbline.specs.pattern.PhaseLayers;
import org.plumbline.verifier.kernel.NativeConstants;
import org.plumbline.verifier.kernel.OpenBlasGemm;

/** Reads files of patterns. */
final class PatternInput {
  private static final long MOST_BYTES = 1L << 30;

  private PatternInput() {}

  /**
   * @throws ParseException if the file is missing, unreadable, or no file of patterns
   */
  static PatternFile read(Path file) {
    return parse(FileContent.read(file, MOST_BYTES));
  }

  /** Matrix products for many samples: one instance per thread. */
  static Supplier<Gemm> gemm() {
    NativeConstants constants = new NativeConstants();
    return () -> new OpenBlasGemm(constants);
  }

  private static PatternFile parse(FileContent content) {
    try (InputStream in = new ByteArrayInputStream(content.bytes())) {
      return PatternFile.read(content.name(), in);
    } catch (IOException e) {
      throw new ParseException(content.name(), "cannot be read: " + e.getMessage());
    }
  }

  /**
   * Reads the patterns of a network.
   *
   * @throws ParseException also if they were mined from another network
   */
  static PatternFile read(Path file, NetworkFile networkFile, Network network) {
    PatternFile patterns = read(file);
    String digest = Digest.hex(networkFile.digest());
    if (!patterns.provenance().network().equals(digest)) {
      throw new ParseException(
          file.toString(),
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
      throw new ParseException(file.toString(), e.getMessage());
    }
    return patterns;
  }
}
