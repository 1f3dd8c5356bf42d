package org.plumbline.soundness.analytic;

import ai.onnxruntime.OrtException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.soundness.instance.Deployment;

/**
 * ONNX Runtime with subnormal numbers flushed to zero, in a process of its own: the first session
 * of a process decides, and the processor's mode stays behind in the thread.
 */
public final class FlushingRuntime {
  private FlushingRuntime() {}

  /**
   * The first output of models at points, of one input and one output each.
   *
   * @param folder for files in between
   */
  public static Map<Path, Double> outputs(Map<Path, Double> points, Path folder)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    points.forEach((model, x) -> lines.add(x + " " + model));
    Path questions = Files.write(folder.resolve("questions.txt"), lines);
    Path answers = folder.resolve("answers.txt");
    // Not on the command line: ONNX Runtime 1.29 does not survive long ones.
    String path = System.getProperty("java.class.path").replace("\\", "\\\\");
    Path arguments = Files.writeString(folder.resolve("arguments"), "-cp \"" + path + "\"");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + arguments,
                FlushingRuntime.class.getName(),
                questions.toString())
            .redirectOutput(answers.toFile())
            .redirectError(new File(folder.toFile(), "errors.txt"))
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(Files.readString(folder.resolve("errors.txt")) + ": code " + code);
    }
    Map<Path, Double> outputs = new HashMap<>();
    for (String line : Files.readAllLines(answers)) {
      String[] words = line.split(" ", 2);
      outputs.put(Path.of(words[1]), Double.parseDouble(words[0]));
    }
    return outputs;
  }

  /** Reads lines {@code INPUT MODEL} of a file and prints lines {@code OUTPUT MODEL}. */
  public static void main(String[] args) throws IOException, OrtException {
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] words = line.split(" ", 2);
      try (OnnxRuntime runtime = new OnnxRuntime(Path.of(words[1]), Deployment.Runtime.FLUSHING)) {
        double[] y = runtime.outputs(Double.parseDouble(words[0]));
        System.out.println(Arrays.stream(y).findFirst().orElseThrow() + " " + words[1]);
      }
    }
  }
}
