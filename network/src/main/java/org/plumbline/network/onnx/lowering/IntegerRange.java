package org.plumbline.network.onnx.lowering;

import org.plumbline.network.model.Reading;
import org.plumbline.network.onnx.file.ElementType;

/**
 * What is taken for granted of computed integers: layers compute with whole numbers of any size,
 * the model with those of a type. Where a proof cannot tell that no value leaves its type, it is no
 * proof about the model.
 */
public final class IntegerRange {
  /** Up to here every whole number is one of binary32. */
  private static final double LARGEST_FLOAT32 = 0x1p24;

  /** Up to here every whole number is one of binary64. */
  private static final double LARGEST_FLOAT64 = 0x1p53;

  private static final String SUMS = "runtimes add up INT64 as binary64, which rounds beyond 2^53";

  private IntegerRange() {}

  /** Integer arithmetic that leaves the type wraps around. */
  public static void requireNoOverflow(Call call, Value.Variable result) {
    ElementType type = result.type();
    String why = type + " wraps around outside";
    call.graph.need(result, type.least(), type.greatest(), Reading.Need.ALWAYS, why);
  }

  /** Sums of so many integers each must be those of the runtime, in any order. */
  public static void requireExactSums(Call call, Value.Variable x, int size) {
    if (x.type() == ElementType.INT64 && size > 1) {
      double most = Math.floor(LARGEST_FLOAT64 / size);
      call.graph.need(x, -most, most, Reading.Need.ALWAYS, SUMS);
    }
  }

  /**
   * The order of computed INT64: ONNX Runtime 1.29 mistakes that of numbers with equal upper halves
   * and lower halves beyond 2^31.
   */
  public static void requireOrder(Call call, Value.Variable x) {
    if (x.type() == ElementType.INT64) {
      String why = "runtimes mistake the order of larger INT64";
      call.graph.need(x, Integer.MIN_VALUE, Integer.MAX_VALUE, Reading.Need.ALWAYS, why);
    }
  }

  /**
   * @param size the sum of the absolute values of what is added up
   */
  public static void requireExactSum(Call call, ElementType type, double size) {
    if (type == ElementType.INT64 && size > LARGEST_FLOAT64) {
      throw call.refuse("its constants are large, and " + SUMS);
    }
    if (type != ElementType.INT64 && type.isInteger() && size > type.greatest()) {
      throw call.refuse("sums of its constants may leave " + type + ", where runtimes differ");
    }
  }

  /** A cast to a type that cannot hold the value: undefined, or some other number. */
  public static void requireFit(Call call, Value.Variable truncated, ElementType to) {
    String why = "what a cast to " + to + " gives outside is another number or not defined";
    call.graph.need(truncated, to.least(), to.greatest(), Reading.Need.ALWAYS, why);
  }

  /** A cast of an integer to binary32 rounds if it is large. */
  public static void requireFloat32(Call call, Value.Variable whole) {
    String why = "a cast to binary32 rounds larger integers";
    call.graph.need(whole, -LARGEST_FLOAT32, LARGEST_FLOAT32, Reading.Need.IN_FLOAT32, why);
  }
}
