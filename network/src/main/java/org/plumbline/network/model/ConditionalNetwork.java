package org.plumbline.network.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.network.interval.Box;

/**
 * A network that computes what its model does only where some inputs have given values, or given
 * whole parts: its reader took these for constants. It has all inputs of the model, and is handed
 * out only for a box on which the conditions hold.
 */
public final class ConditionalNetwork {
  private final Network network;
  private final SortedMap<Integer, Double> values;
  private final SortedMap<Integer, Long> wholeParts;

  /**
   * @param values what inputs have to be, by input
   * @param wholeParts what inputs have to be when their fraction is dropped, by input
   */
  public ConditionalNetwork(
      Network network, Map<Integer, Double> values, Map<Integer, Long> wholeParts) {
    this.network = network;
    this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    this.wholeParts = Collections.unmodifiableSortedMap(new TreeMap<>(wholeParts));
  }

  /** The values that inputs have to have. */
  public SortedMap<Integer, Double> values() {
    return values;
  }

  /** The whole parts that inputs have to have. */
  public SortedMap<Integer, Long> wholeParts() {
    return wholeParts;
  }

  /**
   * The network, for use on boxes.
   *
   * @throws IllegalArgumentException if there is no box, or one is of another size or has a point,
   *     rounded to binary32 or not, for which the network is not made
   */
  public Network on(List<Box> boxes) {
    if (boxes.isEmpty()) {
      throw new IllegalArgumentException("the network is asked for without a box to use it on");
    }
    for (Box box : boxes) {
      if (box.size() != network.inputSize()) {
        throw new IllegalArgumentException(
            "a box of " + box.size() + " inputs for a network of " + network.inputSize());
      }
      requireAllowed(box);
    }
    return network;
  }

  private void requireAllowed(Box box) {
    values.forEach(
        (input, value) -> {
          require(box.lower()[input] == value && box.upper()[input] == value, input, box, value);
        });
    wholeParts.forEach(
        (input, whole) -> {
          double lower = box.lower()[input];
          double upper = box.upper()[input];
          require(hasWholePart(lower, whole) && hasWholePart(upper, whole), input, box, whole);
        });
  }

  private static boolean hasWholePart(double value, long whole) {
    return wholePart(value) == whole && wholePart((float) value) == whole;
  }

  /** The value without its fraction: rounded towards zero, as Java and ONNX cast to integers. */
  public static double wholePart(double value) {
    return (value < 0 ? Math.ceil(value) : Math.floor(value)) + 0.0;
  }

  private static void require(boolean holds, int input, Box box, Number assumed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "input X_"
              + input
              + " ranges from "
              + box.lower()[input]
              + " to "
              + box.upper()[input]
              + " in the property, but the network was read for "
              + assumed);
    }
  }
}
