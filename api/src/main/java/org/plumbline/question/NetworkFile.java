package org.plumbline.question;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.plumbline.network.format.NetworkReader;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkPiece;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.DataFiles;
import org.plumbline.network.onnx.ModelSelection;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.OnnxPieces;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.specs.robustness.FileKind;
import org.plumbline.verifier.certified.ReferenceReading;

/**
 * A network of any format, whose file is read once and parsed once, however many questions are
 * asked about it; a file that cannot be read is an input error. Safe for use by several threads.
 */
public final class NetworkFile {
  private static final long MOST_BYTES = 1L << 30;
  private static final String WANTED =
      "a network (ONNX, plain or gzipped, or .nnet), which is the first argument";

  private final FileContent content;
  private final DataFiles data;
  private final ModelSelection selection;
  private final Once<Network> network = new Once<>(this::parsed);
  private final Once<ReferenceReading> second = new Once<>(this::begunSecondReading);
  private final Once<NetworkFile> withAllOutputs;

  /**
   * @param data the files beside a model that its tensors keep their data in
   * @param selection what of a model is read
   */
  public NetworkFile(FileContent content, DataFiles data, ModelSelection selection) {
    this.content = content;
    this.data = data;
    this.selection = selection;
    this.withAllOutputs = new Once<>(() -> with(selection.withAllOutputs()));
  }

  /** A network all of which is in one file, or in memory. */
  public NetworkFile(FileContent content) {
    this(content, DataFiles.NONE, ModelSelection.NONE);
  }

  /**
   * @throws ParseException when the file is missing or unreadable, or one beside it that it names
   */
  public static NetworkFile of(Path file) {
    FileContent content = FileContent.read(file, MOST_BYTES);
    return new NetworkFile(
        content,
        DataFiles.read(file, OnnxReader.dataLocations(content.name(), content.bytes())),
        ModelSelection.NONE);
  }

  public FileContent content() {
    return content;
  }

  public DataFiles data() {
    return data;
  }

  public ModelSelection selection() {
    return selection;
  }

  /**
   * The same file, of which something else is read.
   *
   * @throws ParseException if something is chosen of a {@code .nnet} file, which leaves no choice
   */
  public NetworkFile with(ModelSelection other) {
    if (isNnet() && !other.text().isEmpty()) {
      throw new ParseException(
          content.name(), "a .nnet file has one input and one output, of which nothing is chosen");
    }
    return new NetworkFile(content, data, other);
  }

  /** The same file with all outputs of a model, and other tensors of its graph behind them. */
  public NetworkFile withHidden(List<String> tensors) {
    return tensors.isEmpty() ? withAllOutputs() : with(selection.withHidden(tensors));
  }

  /** The same file with all outputs of a model, unless one is chosen. */
  public NetworkFile withAllOutputs() {
    return withAllOutputs.get();
  }

  /**
   * @throws ParseException when the file is missing, unreadable or malformed
   */
  public static Network read(Path file) {
    return of(file).realNetwork();
  }

  /**
   * The network, whose inputs are real numbers for the model, too.
   *
   * @throws ParseException when it is malformed, or takes whole numbers
   */
  public Network realNetwork() {
    Network network = network();
    if (network.reading().ports().hasWholeInputs()) {
      throw new ParseException(
          content.name(),
          "takes integers, and here inputs are moved by real numbers; verify and check know"
              + " integers, and --input-value fixes an input");
    }
    return network;
  }

  /**
   * @throws ParseException when it is malformed
   */
  public Network network() {
    return network.get();
  }

  private Network parsed() {
    return isNnet()
        ? placed(() -> NetworkReader.parse(content.file(), content.bytes()))
        : new OnnxLowering(model(), selection).lower();
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
    return OnnxPieces.of(model(), selection, box);
  }

  /**
   * The network where all integers are 0, of a model that is read in pieces.
   *
   * @throws ParseException when it is malformed
   */
  public Network atZero() {
    return OnnxPieces.atZero(model(), selection);
  }

  /** Another reading of the file, which goes on beside. */
  public ReferenceReading secondReading() {
    return second.get();
  }

  private ReferenceReading begunSecondReading() {
    return isNnet()
        ? ReferenceReading.ofNnet(content.name(), content.bytes())
        : ReferenceReading.of(
            content.name(), content.bytes(), data.contents(), outputs(), hidden());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkFile that
        && content.equals(that.content)
        && data.equals(that.data)
        && selection.equals(that.selection);
  }

  @Override
  public int hashCode() {
    return Objects.hash(content, data, selection);
  }

  private List<String> outputs() {
    return selection.outputs() instanceof ModelSelection.Named named
        ? List.of(named.name())
        : List.of();
  }

  private List<String> hidden() {
    return selection.outputs() instanceof ModelSelection.All all ? all.hidden() : List.of();
  }

  /** Whether it is a {@code .nnet} file, else it is an ONNX model. */
  public boolean isNnet() {
    return NetworkReader.isNnet(content.file(), content.bytes());
  }

  /**
   * SHA-256 of the file, unpacked; of a list of those of all files and of what is chosen, where
   * there are several files or something is.
   */
  public byte[] digest() {
    if (data.contents().isEmpty() && selection.text().isEmpty()) {
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
    list.append('\n').append(selection.text());
    return Digest.of(list.toString());
  }
}
