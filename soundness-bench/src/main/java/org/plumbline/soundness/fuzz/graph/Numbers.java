package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/**
 * Numbers of all element types: ordinary ones mostly, and a share of those at which arithmetic
 * breaks.
 */
final class Numbers {
  private static final double[] REALS = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MIN_VALUE,
    -0x1p-130,
    0x1p-149,
    0x1p24 + 2,
    0x1p31,
    -0x1p31,
    0x1p53,
    0x1p63,
    1e-38,
    1e38,
    1e30,
    -1e30
  };
  private static final long[] INTEGERS = {
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    -128,
    32767,
    65535,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xffff_ffffL,
    1L << 24 | 1,
    (1L << 53) + 1,
    -(1L << 53) - 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final Draw draw;

  /** One number in so many is not an ordinary one. */
  private final int rarity;

  /** Some tensors are scaled by powers of two up to this one and down to its inverse. */
  private final int spread;

  /**
   * @param rarity one number in so many is not an ordinary one
   */
  Numbers(Draw draw, int rarity) {
    this(draw, rarity, 0);
  }

  /**
   * @param spread greatest exponent of the power of two that a tensor of reals may be scaled by
   */
  Numbers(Draw draw, int rarity, int spread) {
    this.draw = draw;
    this.rarity = rarity;
    this.spread = spread;
  }

  /** A number that the type holds. */
  double real(ElementType type) {
    double value = draw.oneIn(rarity) ? rare(type) : ordinary();
    return held(value, type);
  }

  private double scale() {
    boolean isScaled = spread > 0 && draw.oneIn(3);
    return isScaled ? Math.scalb(1.0, draw.between(-spread, spread)) : 1;
  }

  /** The nearest finite number of a type. */
  private static double held(double value, ElementType type) {
    double most = Float.MAX_VALUE;
    return type == ElementType.DOUBLE ? value : (float) Math.max(-most, Math.min(most, value));
  }

  private double ordinary() {
    return switch (draw.between(0, 5)) {
      case 0 -> draw.between(-8, 8) / 2.0;
      case 1 -> draw.between(-3, 3);
      default -> 4 * draw.share() - 2;
    };
  }

  private double rare(ElementType type) {
    if (draw.coin()) {
      return REALS[draw.between(0, REALS.length - 1)];
    }
    int most = type == ElementType.DOUBLE && draw.oneIn(4) ? 1000 : 126;
    return (draw.coin() ? 1 : -1) * (1 + draw.share()) * Math.scalb(1.0, draw.between(-most, most));
  }

  /** A number of a type of whole numbers, or a truth value. */
  long integer(ElementType type) {
    if (type == ElementType.BOOL) {
      return draw.between(0, 1);
    }
    if (!draw.oneIn(rarity)) {
      return wrapped(draw.between(-4, 6), type);
    }
    return wrapped(
        draw.oneIn(3) ? draw.bits() : INTEGERS[draw.between(0, INTEGERS.length - 1)], type);
  }

  /** The low bits of a number, as the type reads them. */
  static long wrapped(long value, ElementType type) {
    return switch (type) {
      case INT8 -> (byte) value;
      case UINT8 -> value & 0xff;
      case INT16 -> (short) value;
      case UINT16 -> value & 0xffff;
      case INT32 -> (int) value;
      case UINT32 -> value & 0xffff_ffffL;
      case BOOL -> value & 1;
      default -> value;
    };
  }

  OnnxTensor tensor(String name, Signature signature) {
    int[] shape = signature.shape();
    if (signature.isReal()) {
      double[] values = new double[signature.count()];
      double scale = scale();
      Arrays.setAll(values, i -> held(scale * real(signature.type()), signature.type()));
      return OnnxTensor.reals(name, signature.type(), shape, values);
    }
    long[] values = new long[signature.count()];
    Arrays.setAll(values, i -> integer(signature.type()));
    return OnnxTensor.integers(name, signature.type(), shape, values);
  }
}
