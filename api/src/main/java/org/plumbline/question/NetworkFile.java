package org.plumbline.question;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.plumbline.network.format.NetworkReader;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkPiece;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.DataFiles;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.OnnxPieces;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.specs.robustness.FileKind;
import org.plumbline.verifier.certified.ReferenceReading;

/**
 * A network of any format, read once; a file that cannot be read is an input error.
 *
 * @param data the files beside a model that its tensors keep their data in
 */
public record NetworkFile(FileContent content, DataFiles data) {
  private static final long MOST_BYTES = 1L << 30;
  private static final String WANTED =
      "a network (ONNX, plain or gzipped, or .nnet), which is the first argument";

  /** A network all of which is in one file, or in memory. */
  public NetworkFile(FileContent content) {
    this(content, DataFiles.NONE);
  }

  /**
   * @throws ParseException when the file is missing or unreadable, or one beside it that it names
   */
  public static NetworkFile of(Path file) {
    FileContent content = FileContent.read(file, MOST_BYTES);
    return new NetworkFile(
        content, DataFiles.read(file, OnnxReader.dataLocations(content.name(), content.bytes())));
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
    return isNnet()
        ? placed(() -> NetworkReader.parse(content.file(), content.bytes()))
        : new OnnxLowering(model()).lower();
  }

  /**
   * An ONNX model, operators that are not supported included.
   *
   * @throws ParseException when it is malformed
   */
  public OnnxModel model() {
    return placed(() -> OnnxReader.parse(content.name(), content.bytes(), data));
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
    return OnnxPieces.of(model(), box);
  }

  /** Another reading of the file, which goes on beside. */
  public ReferenceReading secondReading() {
    return isNnet()
        ? ReferenceReading.ofNnet(content.name(), content.bytes())
        : ReferenceReading.of(content.name(), content.bytes(), data.contents());
  }

  /** Whether it is a {@code .nnet} file, else it is an ONNX model. */
  public boolean isNnet() {
    return NetworkReader.isNnet(content.file(), content.bytes());
  }

  /** SHA-256 of the file, unpacked; of a list of those of all files where there are several. */
  public byte[] digest() {
    if (data.contents().isEmpty()) {
      return content.digest();
    }
    StringBuilder list = new StringBuilder("model ").append(Digest.hex(content.digest()));
    data.contents()
        .forEach(
            (location, bytes) ->
                list.append("\ndata ")
                    .append(Digest.hex(Digest.of(bytes)))
                    .append(' ')
                    .append(location.length())
                    .append(' ')
                    .append(location));
    return Digest.of(list.toString());
  }
}
