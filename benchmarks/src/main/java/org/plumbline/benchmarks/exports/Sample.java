package org.plumbline.benchmarks.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model of a route and what another runtime makes of it at some points. Beside {@code NAME.onnx}
 * stands {@code NAME.points}, whose lines are
 *
 * <pre>
 * failed REASON                   in place of all others: there is no model
 * input TYPE EXTENTS NAME         one for each input; EXTENTS as 1x3x8x8, or "scalar"
 * output TYPE EXTENTS NAME
 * in VALUES                       all inputs, one after the other, row by row
 * out VALUES                      all outputs, as the line before
 * near VALUES                     the same of a point at which float32 may round across a step
 * </pre>
 *
 * @param failure why there is no model to read
 */
record Sample(
    Path model,
    Optional<String> failure,
    List<Port> inputs,
    List<Port> outputs,
    List<Point> points) {

  /** An input or output. */
  record Port(String type, int[] shape, String name) {
    int size() {
      return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }
  }

  /**
   * Values of all inputs and of all outputs.
   *
   * @param isNearStep whether float32 may round some value across a step
   */
  record Point(double[] in, double[] out, boolean isNearStep) {}

  /**
   * The samples of a folder, by name.
   *
   * @throws IOException if a file cannot be read, or is not as above
   */
  static List<Sample> of(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().endsWith(".points")).sorted().toList();
    }
    List<Sample> samples = new ArrayList<>();
    for (Path file : files) {
      samples.add(read(file));
    }
    return samples;
  }

  String name() {
    return model.getFileName().toString().replaceFirst("\\.onnx$", "");
  }

  private static Sample read(Path file) throws IOException {
    Path model = file.resolveSibling(file.getFileName().toString().replace(".points", ".onnx"));
    List<Port> inputs = new ArrayList<>();
    List<Port> outputs = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    double[] in = {};
    for (String line : Files.readAllLines(file)) {
      String kind = line.split(" ", 2)[0];
      String rest = line.substring(Math.min(line.length(), kind.length() + 1));
      switch (kind) {
        case "failed" -> {
          return new Sample(model, Optional.of(rest), List.of(), List.of(), List.of());
        }
        case "input" -> inputs.add(port(rest));
        case "output" -> outputs.add(port(rest));
        case "in" -> in = numbers(rest);
        case "out", "near" -> points.add(new Point(in, numbers(rest), kind.equals("near")));
        default -> throw new IOException(file + ": " + kind + " begins no line of points");
      }
    }
    return new Sample(model, Optional.empty(), inputs, outputs, points);
  }

  private static Port port(String text) {
    String[] words = text.split(" ", 3);
    int[] shape =
        words[1].equals("scalar")
            ? new int[0]
            : Arrays.stream(words[1].split("x")).mapToInt(Integer::parseInt).toArray();
    return new Port(words[0], shape, words[2]);
  }

  private static double[] numbers(String text) {
    return text.isBlank()
        ? new double[0]
        : Arrays.stream(text.strip().split(" ")).mapToDouble(Sample::number).toArray();
  }

  /** As Python writes it. */
  private static double number(String word) {
    return switch (word) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(word);
    };
  }
}
