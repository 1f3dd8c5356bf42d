package org.plumbline.cli.vnnlib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.cli.output.OutputException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.question.JoinedQuestion;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.vnnlib2.VariableDeclaration;

/** A witness as the standard serialises it: one ONNX TensorProto for each declared tensor. */
final class AssignmentFiles {
  private static final String ENDING = ".pb";

  private AssignmentFiles() {}

  /**
   * What is wrong with the folder, before any work; it is made.
   *
   * @param read files that nothing may replace
   */
  static Optional<String> mistake(Path folder, List<Path> read) {
    if (folder == null) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(folder);
      for (Path file : read) {
        Path place = file.toAbsolutePath().getParent();
        if (file.toString().endsWith(ENDING) && Files.isSameFile(place, folder)) {
          return Optional.of(
              "--serialise-assignments " + folder + ": " + file + " is read; name another folder");
        }
      }
    } catch (IOException e) {
      return Optional.of("--serialise-assignments " + folder + ": no such folder can be made");
    }
    return Files.isWritable(folder)
        ? Optional.empty()
        : Optional.of("--serialise-assignments " + folder + ": no file can be written there");
  }

  /**
   * @throws OutputException if a file cannot be written
   */
  static void write(Path folder, JoinedQuestion question, Counterexample found) {
    List<VariableDeclaration> variables = question.document().variables();
    List<double[]> values = question.values(found);
    for (int v = 0; v < variables.size(); v++) {
      Path file = folder.resolve(variables.get(v).name() + ENDING);
      try {
        Files.write(file, OnnxWriter.toBytes(tensor(variables.get(v), values.get(v))));
      } catch (IOException e) {
        throw new OutputException(file, e);
      }
    }
  }

  /** Real numbers are stored in binary64. */
  private static OnnxTensor tensor(VariableDeclaration variable, double[] values) {
    int[] shape = variable.shape().stream().mapToInt(Integer::intValue).toArray();
    ElementType type =
        Arrays.stream(ElementType.values())
            .filter(t -> t.text().equals(variable.type().word()))
            .findFirst()
            .orElse(ElementType.DOUBLE);
    if (!variable.type().isWhole()) {
      return OnnxTensor.reals(variable.name(), type, shape, values);
    }
    long[] whole = Arrays.stream(values).mapToLong(value -> (long) value).toArray();
    return OnnxTensor.integers(variable.name(), type, shape, whole);
  }
}
