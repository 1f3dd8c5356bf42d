package org.plumbline.api;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.plumbline.network.model.Network;
import org.plumbline.question.FileContent;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.QuestionReader;
import org.plumbline.specs.query.Premise;

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

  /** Asks it for a property of inputs that follow the patterns. */
  QuestionReader asked(Property property, List<Pattern> patterns) {
    Function<Network, Premise> premise = Pattern.premise(patterns);
    return property instanceof VnnLib asked
        ? QuestionReader.of(file, asked.file(), premise)
        : QuestionReader.of(file, ((LocalRobustness) property).question(), premise);
  }

  NetworkFile file() {
    return file;
  }

  @Override
  public String toString() {
    return file.content().name();
  }
}
