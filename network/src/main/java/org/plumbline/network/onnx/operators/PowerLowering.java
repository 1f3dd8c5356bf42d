package org.plumbline.network.onnx.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.model.Activation;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Pow. With constant exponents the elements of each exponent are one activation, or a few; a
 * computed exponent makes an exponential.
 */
final class PowerLowering {
  private static final int LARGEST_EXPONENT = 16;

  /**
   * What a runtime, which computes no logarithm there, has for one: more than what it can be off.
   */
  private static final double LOGARITHM_DEVIATION = 0x1p-23;

  private PowerLowering() {}

  static Value pow(Call call) {
    if (!call.isConstant(1)) {
      return general(call);
    }
    Value base = call.input(0);
    double[] given = call.exact(1).values();
    int[] shape = call.broadcast(base.shape(), call.constant(1).shape());
    double[] different = Arrays.stream(given).distinct().toArray();
    if (different.length == 0 || different.length > LARGEST_EXPONENT) {
      throw call.refuse(different.length + " different exponents");
    } else if (different.length == 1 && Arrays.equals(shape, base.shape())) {
      return power(call, base, different[0]);
    }
    int[] ofBase = Shapes.broadcastIndex(base.shape(), shape);
    int[] ofExponent = Shapes.broadcastIndex(call.constant(1).shape(), shape);
    List<Value> parts = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    for (double exponent : different) {
      int[] chosen = new int[call.graph.claim(shape)];
      int[] place = new int[call.graph.claim(shape)];
      int count = 0;
      for (int i = 0; i < place.length; i++) {
        boolean isChosen = given[ofExponent[i]] == exponent;
        place[i] = isChosen ? count : -1;
        if (isChosen) {
          chosen[count++] = ofBase[i];
        }
      }
      Value part = call.graph.pick(base, Arrays.copyOf(chosen, count), count);
      parts.add(power(call, part, exponent));
      places.add(place);
    }
    return JoinLowering.overlay(call, parts, places, shape);
  }

  /** A negative power is that of the reciprocal, and one that ends on a half has a root in it. */
  private static Value power(Call call, Value x, double exponent) {
    double whole = Math.floor(exponent);
    if (x.isInteger() && (exponent < 0 || exponent != whole)) {
      throw call.refuse("exponent " + exponent + " of whole numbers");
    } else if (exponent < 0) {
      Value inverse = power(call, x, -exponent);
      return SmoothLowering.of(call, inverse, Activation.of(Activation.Kind.RECIPROCAL));
    } else if (whole <= LARGEST_EXPONENT && exponent == whole) {
      return wholePower(call, x, (int) whole);
    } else if (whole <= LARGEST_EXPONENT && exponent == whole + 0.5) {
      Value root = SmoothLowering.of(call, x, Activation.of(Activation.Kind.SQRT));
      return whole == 0
          ? root
          : ArithmeticLowering.mul(call, root, wholePower(call, x, (int) whole));
    } else if (exponent == whole) {
      throw call.refuse("exponent " + exponent + "; whole ones are supported from -16 to 16");
    }
    return exponential(call, SmoothLowering.times(call, logarithm(call, x), exponent));
  }

  private static Value wholePower(Call call, Value x, int exponent) {
    return switch (exponent) {
      case 0 -> ones(x);
      case 1 -> x;
      default -> SmoothLowering.of(call, x, Activation.power(exponent));
    };
  }

  /** 1 is every number to the power of 0, whatever the number is. */
  private static Value ones(Value like) {
    if (like.isInteger()) {
      long[] ones = new long[Shapes.count(like.shape(), 0, like.shape().length)];
      Arrays.fill(ones, 1);
      return new Value.Integers(like.shape(), like.type(), ones);
    }
    double[] ones = new double[Shapes.count(like.shape(), 0, like.shape().length)];
    Arrays.fill(ones, 1);
    return new Value.Reals(like.shape(), like.type(), ones, null, null);
  }

  /** {@code xʸ = exp(y·log x)} for a positive x. */
  private static Value general(Call call) {
    Value x = call.input(0);
    Value y = call.input(1);
    if (x instanceof Value.Reals base) {
      return ofConstant(call, base, (Value.Variable) y);
    }
    call.graph.unknownInFloat32("computes a power of a computed number");
    return exponential(call, ArithmeticLowering.mul(call, y, logarithm(call, x)));
  }

  private static Value ofConstant(Call call, Value.Reals base, Value.Variable y) {
    double[] logarithms = base.values().clone();
    double[] errors = new double[logarithms.length];
    double[] deviations = new double[logarithms.length];
    for (int i = 0; i < logarithms.length; i++) {
      if (!(logarithms[i] > 0) || Double.isInfinite(logarithms[i])) {
        throw call.refuse("a computed power of " + logarithms[i] + "; it has to be positive");
      }
      if (logarithms[i] < Float.MIN_NORMAL) {
        call.graph.unknownInFloat32("computes a power of a number that may be flushed to 0");
      }
      logarithms[i] = StrictMath.log(logarithms[i]);
      errors[i] = logarithms[i] == 0 ? 0 : 2 * Math.ulp(logarithms[i]);
      deviations[i] = LOGARITHM_DEVIATION * Math.abs(logarithms[i]);
    }
    Value.Reals factors = new Value.Reals(base.shape(), y.type(), logarithms, errors, deviations);
    return exponential(
        call, ArithmeticLowering.scale(call, y, factors, call.broadcast(base.shape(), y.shape())));
  }

  private static Value logarithm(Call call, Value x) {
    return SmoothLowering.of(call, x, Activation.of(Activation.Kind.LOG));
  }

  private static Value exponential(Call call, Value x) {
    return SmoothLowering.of(call, x, Activation.of(Activation.Kind.EXP));
  }
}
