package org.plumbline.network.onnx.lowering;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.ConditionalNetwork;

/**
 * What the reader takes for known of the inputs on a box: the values of those that the box fixes,
 * and the whole parts of those that are cast to integers. Remembers all that it was asked for,
 * since the network that is lowered from it is valid for nothing else.
 */
public final class RegionalInputs {
  /** All whole numbers up to here are float32 values. */
  private static final double LARGEST_WHOLE = 0x1p24;

  private final Box box;
  private final Map<Integer, Long> assumed;
  private final SortedMap<Integer, Double> values = new TreeMap<>();
  private final SortedMap<Integer, Long> wholeParts = new TreeMap<>();

  /**
   * @param assumed whole parts by input; of other inputs it is that of the lower end
   */
  public RegionalInputs(Box box, Map<Integer, Long> assumed) {
    this.box = box;
    this.assumed = assumed;
  }

  /**
   * @throws IllegalArgumentException if the box is of another size
   */
  public void requireSize(int inputs) {
    if (box.size() != inputs) {
      throw new IllegalArgumentException(
          "the property speaks of " + box.size() + " inputs but the network has " + inputs);
    }
  }

  /** The values of inputs, or null if the box leaves one open or fixes it at no float32 value. */
  public double[] values(int[] inputs) {
    double[] result = new double[inputs.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = box.lower()[inputs[i]];
      if (!(result[i] == box.upper()[inputs[i]] && (float) result[i] == result[i])) {
        return null;
      }
    }
    for (int i = 0; i < result.length; i++) {
      values.put(inputs[i], result[i]);
    }
    return result;
  }

  /**
   * The whole parts assumed of inputs.
   *
   * @param refusal made of words
   * @throws RuntimeException the refusal, if rounding the ends of a range to float32 changes theirs
   */
  public long[] wholeParts(Function<String, ? extends RuntimeException> refusal, int[] inputs) {
    long[] result = new long[inputs.length];
    for (int i = 0; i < result.length; i++) {
      int input = inputs[i];
      requireStable(refusal, input, box.lower()[input]);
      requireStable(refusal, input, box.upper()[input]);
      long whole = assumed.containsKey(input) ? assumed.get(input) : first(input);
      wholeParts.put(input, whole);
      result[i] = whole;
    }
    return result;
  }

  private static void requireStable(
      Function<String, ? extends RuntimeException> refusal, int input, double end) {
    double whole = ConditionalNetwork.wholePart(end);
    if (!(Math.abs(whole) <= LARGEST_WHOLE)) {
      throw refusal.apply("input X_" + input + " may be " + end + ", too large for an index");
    } else if (whole != ConditionalNetwork.wholePart((float) end)) {
      throw refusal.apply(
          "input X_" + input + " may be " + end + ", of which float32 rounds the whole part");
    }
  }

  /** The whole part of the lower end of an input's range. */
  public long first(int input) {
    return (long) ConditionalNetwork.wholePart(box.lower()[input]);
  }

  /** The whole part of the upper end of an input's range. */
  public long last(int input) {
    return (long) ConditionalNetwork.wholePart(box.upper()[input]);
  }

  /** The inputs taken for constants so far. */
  public SortedMap<Integer, Double> values() {
    return values;
  }

  /** The whole parts assumed so far. */
  public SortedMap<Integer, Long> wholeParts() {
    return wholeParts;
  }
}
