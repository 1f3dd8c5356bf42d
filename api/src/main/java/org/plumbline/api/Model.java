package org.plumbline.api;

import java.nio.file.Path;
import org.plumbline.network.onnx.ModelSelection;
import org.plumbline.question.Digest;
import org.plumbline.question.FileContent;
import org.plumbline.question.NetworkFile;

/** A network: the content of an ONNX file, plain or gzipped, or of a {@code .nnet} file. */
public final class Model {
  private final NetworkFile file;

  private Model(NetworkFile file) {
    this.file = file;
  }

  /**
   * Reads a file once; what happens to it later does not matter.
   *
   * @param file the network
   * @return the model, not yet parsed
   * @throws UnreadableInputException if it is missing, unreadable or larger than a GiB
   */
  public static Model read(Path file) {
    return new Model(Refusals.translated(() -> NetworkFile.of(file)));
  }

  /**
   * A network in memory.
   *
   * @param name for messages; {@code .nnet} at its end says that it is of this format
   * @param content of the file, copied
   * @return the model, not yet parsed
   */
  public static Model of(String name, byte[] content) {
    return new Model(new NetworkFile(new FileContent(Path.of(name), content.clone())));
  }

  /**
   * The same model, of whose outputs one is meant. Without it a VNN-LIB property speaks of all of
   * them, one after the other, and other questions want a model of one.
   *
   * @param name of an output of the graph
   * @return another model
   */
  public Model withOutput(String name) {
    return with(file.selection().withOutput(name));
  }

  /**
   * The same model, with a shape of an input that it leaves open.
   *
   * @param input its name
   * @param shape each extent at least 1
   * @return another model
   */
  public Model withInputShape(String input, int... shape) {
    return with(file.selection().withShape(input, shape));
  }

  /**
   * The same model with an input that is a constant.
   *
   * @param input its name
   * @param values one for all elements, or one for each in row-major order; rounded to its type
   * @return another model
   */
  public Model withInputValue(String input, double... values) {
    return with(file.selection().withValue(input, values));
  }

  private Model with(ModelSelection selection) {
    return new Model(Refusals.translated(() -> file.with(selection)));
  }

  /**
   * What identifies it: the SHA-256 of the file, unpacked; of a list of those of all its files and
   * of what is chosen, where there are several files or something is.
   *
   * @return 64 hexadecimal digits
   * @throws UnreadableInputException if it cannot be unpacked
   */
  public String sha256() {
    return Refusals.translated(() -> Digest.hex(file.digest()));
  }

  /**
   * How many numbers it takes.
   *
   * @return elements of all inputs together
   * @throws UnreadableInputException if it cannot be read
   */
  public int inputSize() {
    return Refusals.translated(() -> file.network().inputSize());
  }

  /**
   * How many numbers it gives.
   *
   * @return elements of its output
   * @throws UnreadableInputException if it cannot be read
   */
  public int outputSize() {
    return Refusals.translated(() -> file.network().outputSize());
  }

  NetworkFile file() {
    return file;
  }

  @Override
  public String toString() {
    return file.content().name();
  }
}
