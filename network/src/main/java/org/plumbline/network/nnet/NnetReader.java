package org.plumbline.network.nnet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ParseException;

/**
 * Reads the {@code .nnet} text format of the ACAS Xu networks: fully connected layers with ReLU
 * between them, numbers separated by commas, comments ({@code //}) at the top. The network speaks
 * of <em>normalised</em> inputs and outputs, as its weights do and as the VNN-COMP versions of
 * these networks do: the ranges and means in the header are checked for their number and not
 * applied.
 */
public final class NnetReader {
  private static final int LARGEST_LAYER = 1 << 20;

  private final String file;
  private final List<String> lines;
  private int line;

  private NnetReader(String file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  public static Network read(Path path) throws IOException {
    List<String> lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
    return new NnetReader(path.toString(), lines).network();
  }

  private Network network() {
    while (line < lines.size() && lines.get(line).startsWith("//")) {
      line++;
    }
    double[] header = numbers(4);
    int layers = size(header[0]);
    int inputs = size(header[1]);
    double[] sizes = numbers(layers + 1);
    if (size(sizes[0]) != inputs || size(sizes[layers]) != size(header[2])) {
      throw error("the layer sizes contradict the first line");
    }
    numbers(1);
    numbers(inputs);
    numbers(inputs);
    numbers(inputs + 1);
    numbers(inputs + 1);
    NetworkBuilder builder = new NetworkBuilder(1, inputs);
    int last = 0;
    for (int l = 0; l < layers; l++) {
      last = layer(builder, last, size(sizes[l]), size(sizes[l + 1]));
      if (l < layers - 1) {
        last = builder.add(new ActivationLayer(last, size(sizes[l + 1]), Activation.RELU));
      }
    }
    return builder.build();
  }

  private int layer(NetworkBuilder builder, int source, int from, int to) {
    List<double[]> rows = new ArrayList<>();
    for (int r = 0; r < to; r++) {
      rows.add(numbers(from));
    }
    double[] weights = new double[Math.multiplyExact(from, to)];
    double[] bias = new double[to];
    for (int r = 0; r < to; r++) {
      System.arraycopy(rows.get(r), 0, weights, r * from, from);
    }
    for (int r = 0; r < to; r++) {
      bias[r] = numbers(1)[0];
    }
    return builder.add(new AffineLayer(source, new DenseMap(to, from, weights), bias));
  }

  private int size(double value) {
    if (!(value >= 1 && value <= LARGEST_LAYER && value == Math.rint(value))) {
      throw error("a size of " + value);
    }
    return (int) value;
  }

  /** The next line's numbers, at least as many as asked for. */
  private double[] numbers(int count) {
    if (line >= lines.size()) {
      throw error("the file ends where " + count + " numbers belong");
    }
    String[] words = lines.get(line++).split(",", -1);
    if (words.length < count) {
      throw error(words.length + " values where " + count + " belong");
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = number(words[i].strip());
    }
    return values;
  }

  private double number(String word) {
    double value;
    try {
      value = Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw error("'" + word + "' is no number");
    }
    if (!Double.isFinite(value)) {
      throw error("the value " + word);
    }
    return value;
  }

  private ParseException error(String what) {
    return new ParseException(file, Math.max(1, line), 0, "not a readable .nnet file: " + what);
  }
}
