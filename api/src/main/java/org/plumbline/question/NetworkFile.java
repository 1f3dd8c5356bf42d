package org.plumbline.question;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.plumbline.network.format.NetworkReader;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkPiece;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.specs.robustness.FileKind;
import org.plumbline.verifier.certified.ReferenceReading;

/** A network of any format, read once; a file that cannot be read is an input error. */
public record NetworkFile(FileContent content) {
  private static final long MOST_BYTES = 1L << 30;
  private static final String WANTED =
      "a network (ONNX, plain or gzipped, or .nnet), which is the first argument";

  /**
   * @throws ParseException when the file is missing or unreadable
   */
  public static NetworkFile of(Path file) {
    return new NetworkFile(FileContent.read(file, MOST_BYTES));
  }

  /**
   * @throws ParseException when the file is missing, unreadable or malformed
   */
  public static Network read(Path file) {
    return of(file).network();
  }

  /**
   * @throws ParseException when it is malformed
   */
  public Network network() {
    return placed(() -> NetworkReader.parse(content.file(), content.bytes()));
  }

  /**
   * An ONNX model, operators that are not supported included.
   *
   * @throws ParseException when it is malformed
   */
  public OnnxModel model() {
    return placed(() -> OnnxReader.parse(content.name(), content.bytes()));
  }

  private <T> T placed(Supplier<T> parsing) {
    try {
      return parsing.get();
    } catch (ParseException e) {
      throw content.misplaced(e, FileKind.ONNX, WANTED);
    }
  }

  /**
   * The network on a box, in pieces.
   *
   * @throws ParseException when it is malformed
   */
  public List<NetworkPiece> pieces(Box box) {
    return NetworkReader.parse(content.file(), content.bytes(), box);
  }

  /** Another reading of the file, which goes on beside. */
  public ReferenceReading secondReading() {
    return NetworkReader.isNnet(content.file(), content.bytes())
        ? ReferenceReading.ofNnet(content.name(), content.bytes())
        : ReferenceReading.of(content.name(), content.bytes());
  }

  /** SHA-256 of the file, unpacked. */
  public byte[] digest() {
    return content.digest();
  }
}
