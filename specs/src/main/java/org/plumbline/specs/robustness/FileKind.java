package org.plumbline.specs.robustness;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/** What a file is, by its first bytes: for messages about files that are where others belong. */
public enum FileKind {
  PNG("a PNG image", "\u0089PNG"),
  JPEG("a JPEG image", "\u00ff\u00d8\u00ff"),
  GIF("a GIF image", "GIF8"),
  BMP("a BMP image", "BM"),
  PORTABLE_MAP("a PGM or PPM image", PortableMap::recognises),
  NUMPY("a NumPy array (.npy)", NumpyFile.MAGIC),
  ZIP("a zip archive, such as .npz or .pt", "PK\u0003\u0004"),
  HDF5("an HDF5 file, such as .h5 of Keras", "\u0089HDF"),
  GZIP("packed by gzip", "\u001f\u008b"),
  IDX("a data set in the IDX format", FileKind::isIdx),
  CERTIFICATE("a certificate of Plumbline", "PLUMBLINE-PROOF\n"),
  JSON("a JSON file", "{"),
  PROPERTY("a VNN-LIB property", FileKind::isProperty),
  ONNX("an ONNX model", FileKind::isOnnx);

  private final String words;
  private final Predicate<byte[]> test;

  FileKind(String words, String magic) {
    this(words, bytes -> InputReader.startsWith(bytes, magic));
  }

  FileKind(String words, Predicate<byte[]> test) {
    this.words = words;
    this.test = test;
  }

  /** The kind of a file of this content, if it is known. */
  public static Optional<FileKind> of(byte[] content) {
    for (FileKind kind : values()) {
      if (kind.test.test(content)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** With an article. */
  public String words() {
    return words;
  }

  /** Two zeros, a type from 8 to 14, and one to four extents. */
  private static boolean isIdx(byte[] bytes) {
    return bytes.length > 3
        && bytes[0] == 0
        && bytes[1] == 0
        && bytes[2] >= 8
        && bytes[2] <= 14
        && bytes[3] >= 1
        && bytes[3] <= 4;
  }

  /** A comment or a parenthesis comes first. */
  private static boolean isProperty(byte[] bytes) {
    String start =
        new String(bytes, 0, Math.min(bytes.length, 1 << 10), StandardCharsets.ISO_8859_1).strip();
    return start.startsWith("(") || start.startsWith(";");
  }

  /** The version of the format comes first, a small number in field 1. */
  private static boolean isOnnx(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x08 && bytes[1] > 0 && bytes[1] < 0x20;
  }
}
