package org.plumbline.network.nnet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * between them, numbers separated by commas, comments ({@code //}) at the top. The network's inputs
 * and outputs are the <em>normalised</em> ones, as its weights expect them and as the VNN-COMP
 * versions of these networks take them: the minima, maxima, means and ranges in the header are
 * checked and not applied. Weights are the doubles nearest to the decimals.
 */
public final class NnetReader {
  private static final int LARGEST_LAYER = 1 << 20;
  private static final long MOST_BYTES = 1L << 28;

  private final String file;
  private final List<String> lines;
  private int line;

  private NnetReader(String file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * @throws ParseException naming the line that is wrong
   */
  public static Network read(Path path) throws IOException {
    if (Files.size(path) > MOST_BYTES) {
      throw tooLarge(path.toString());
    }
    return parse(path.toString(), Files.readAllBytes(path));
  }

  /**
   * Parses the content of a file.
   *
   * @param file name for messages
   * @throws ParseException naming the line that is wrong
   */
  public static Network parse(String file, byte[] content) {
    if (content.length > MOST_BYTES) {
      throw tooLarge(file);
    }
    List<String> lines = new String(content, StandardCharsets.ISO_8859_1).lines().toList();
    return new NnetReader(file, lines).network();
  }

  private static ParseException tooLarge(String file) {
    return new ParseException(file, "a .nnet file of more than 2^28 bytes");
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
    requireNormalisation(inputs);
    NetworkBuilder builder = new NetworkBuilder(1, inputs);
    int last = 0;
    for (int l = 0; l < layers; l++) {
      last = layer(builder, last, size(sizes[l]), size(sizes[l + 1]));
      if (l < layers - 1) {
        last = builder.add(new ActivationLayer(last, size(sizes[l + 1]), Activation.RELU));
      }
    }
    while (line < lines.size()) {
      if (!lines.get(line++).isBlank()) {
        throw error("something stands after the last layer");
      }
    }
    return builder.build();
  }

  /** An obsolete flag; minima and maxima of the inputs; means and ranges, the output's last. */
  private void requireNormalisation(int inputs) {
    numbers(1);
    double[] minima = numbers(inputs);
    double[] maxima = numbers(inputs);
    for (int i = 0; i < inputs; i++) {
      if (minima[i] > maxima[i]) {
        throw error("input " + i + " has the minimum " + minima[i] + ", maximum " + maxima[i]);
      }
    }
    numbers(inputs + 1);
    for (double range : numbers(inputs + 1)) {
      if (!(range > 0)) {
        throw error("a range of " + range);
      }
    }
  }

  private int layer(NetworkBuilder builder, int source, int from, int to) {
    if ((long) from * to > LARGEST_LAYER * 64L || to > lines.size()) {
      throw error("a layer of " + from + " by " + to + " weights in a file of its size");
    }
    double[] weights = new double[from * to];
    double[] bias = new double[to];
    for (int r = 0; r < to; r++) {
      System.arraycopy(numbers(from), 0, weights, r * from, from);
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

  /** The next line's numbers; a comma may follow the last. */
  private double[] numbers(int count) {
    if (line >= lines.size()) {
      throw error("the file ends where " + count + " numbers belong");
    }
    String[] words = lines.get(line++).split(",", -1);
    int last = words.length - 1;
    int given = words[last].isBlank() ? last : words.length;
    if (given != count) {
      throw error(given + " values where " + count + " belong");
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
