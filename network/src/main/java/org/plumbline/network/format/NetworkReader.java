package org.plumbline.network.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkPiece;
import org.plumbline.network.nnet.NnetReader;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.OnnxPieces;
import org.plumbline.network.onnx.OnnxReader;

/**
 * Reads a network of any format: by the name of the file ({@code .nnet}, {@code .onnx}, {@code
 * .onnx.gz}), or where that does not say by its first byte. An ONNX file starts with the tag of a
 * field or the mark of gzip, neither of which is printable; a {@code .nnet} file with a comment, a
 * blank or a digit.
 */
public final class NetworkReader {
  private NetworkReader() {}

  /**
   * @throws org.plumbline.network.model.ParseException if the file is not of its format
   * @throws org.plumbline.network.model.UnsupportedOperatorException if an ONNX model uses what the
   *     core language has no layers for
   */
  public static Network read(Path file) throws IOException {
    return isNnet(file) ? NnetReader.read(file) : OnnxReader.read(file);
  }

  /**
   * Parses the content of a file that was read already.
   *
   * @param file for its name, here and in messages
   * @throws org.plumbline.network.model.ParseException as above
   * @throws org.plumbline.network.model.UnsupportedOperatorException as above
   */
  public static Network parse(Path file, byte[] content) {
    String name = file.toString();
    return isNnet(file, content)
        ? NnetReader.parse(name, content)
        : new OnnxLowering(OnnxReader.parse(name, content)).lower();
  }

  /** Parses the content of a file that was read already on a box of its inputs, in pieces. */
  public static List<NetworkPiece> parse(Path file, byte[] content, Box box) {
    return OnnxPieces.of(OnnxReader.parse(file.toString(), content), box);
  }

  /**
   * Reads a model on a box of its inputs, in the pieces that it takes where {@link #read} refuses.
   *
   * @throws org.plumbline.network.model.UnsupportedOperatorException if that does not help
   */
  public static List<NetworkPiece> read(Path file, Box box) throws IOException {
    return OnnxPieces.of(OnnxReader.model(file), box);
  }

  /** Whether this is read as a {@code .nnet} file; any other is read as ONNX. */
  public static boolean isNnet(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return isNnet(file, in.readNBytes(1));
    }
  }

  /**
   * Whether this is read as a {@code .nnet} file.
   *
   * @param content its first byte at least, where it has one
   */
  public static boolean isNnet(Path file, byte[] content) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".nnet")) {
      return true;
    } else if (name.endsWith(".onnx") || name.endsWith(".gz") || content.length == 0) {
      return false;
    }
    byte first = content[0];
    return first == '/' || first == ' ' || first >= '0' && first <= '9';
  }
}
