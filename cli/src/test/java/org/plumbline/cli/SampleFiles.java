package org.plumbline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;

/** Networks and properties small enough to be read here. */
public final class SampleFiles {
  /** {@code y = relu(x0 - x1) + 2 relu(x0 + 1) - 3}: 6 weights and 3 biases. */
  public static final String NNET =
      """
      // two inputs, two neurons, one output
      2,2,1,2,
      2,2,1,
      0,
      -1.0,-1.0,
      1.0,1.0,
      0.0,0.0,0.0,
      1.0,1.0,1.0,
      1.0,-1.0,
      1.0,0.0,
      0.0,
      1.0,
      1.0,2.0,
      -3.0,
      """;

  private SampleFiles() {}

  public static String write(Path file, String text) {
    try {
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A model with the input {@code x} and the output {@code y}, opset 13. */
  public static String write(
      Path file,
      long[] inputShape,
      long[] outputShape,
      List<OnnxTensor> initialisers,
      OnnxNode... nodes) {
    OnnxGraph graph =
        new OnnxGraph(
            "sample",
            List.of(nodes),
            initialisers,
            List.of(OnnxValueInfo.float32("x", inputShape)),
            List.of(OnnxValueInfo.float32("y", outputShape)));
    try {
      OnnxWriter.write(OnnxModel.of(file.toString(), 13, graph), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }

  /** A box of as many inputs as it has pairs of ends, and an assertion about one output. */
  public static String property(String unsafe, double... ends) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ends.length / 2; i++) {
      text.append("(declare-const X_").append(i).append(" Real)\n");
      text.append("(assert (>= X_").append(i).append(' ').append(ends[2 * i]).append("))\n");
      text.append("(assert (<= X_").append(i).append(' ').append(ends[2 * i + 1]).append("))\n");
    }
    return text + "(declare-const Y_0 Real)\n(assert " + unsafe + ")\n";
  }
}
