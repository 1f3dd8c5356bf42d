package org.plumbline.reference.operators;

import java.util.Arrays;
import org.plumbline.reference.kernel.Axes;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * ReduceSum, ReduceMean, ReduceMax, … over some axes, from an attribute or, in later versions, an
 * input. What is empty sums up to 0 and multiplies to 1, its maximum is the least of the type, its
 * mean is undefined. A maximum over NaN is undefined: ONNX Runtime and NumPy differ.
 */
final class Reductions {
  private interface RealFold {
    Scalar of(ReferenceTensor x, int[] group);
  }

  private interface IntegerFold {
    long of(ReferenceTensor x, int[] group);
  }

  private Reductions() {}

  /** The sum of some elements. */
  static Scalar sum(Call call, ReferenceTensor x, int[] group) {
    Scalar sum = call.constant(0);
    for (int index : group) {
      sum = sum.plus(x.scalar(call.mode(), index));
    }
    return sum;
  }

  /** The norm of some elements. */
  static Scalar norm(Call call, ReferenceTensor x, int[] group, long p) {
    Scalar sum = call.constant(0);
    if (p != 1 && p != 2) {
      throw new ReferenceException("attribute p is " + p + ", supported are 1 and 2");
    }
    for (int index : group) {
      Scalar element = x.scalar(call.mode(), index);
      sum = sum.plus(p == 1 ? element.abs() : element.square());
    }
    return p == 1 ? sum : sum.sqrt();
  }

  private static ReferenceTensor reduce(
      Call call, int inputFrom, RealFold ofReals, IntegerFold ofIntegers) {
    ReferenceTensor x = call.input(0);
    boolean keeps = call.attributes.flag("keepdims", true);
    Axes axes = new Axes(x.shape(), reduced(call, x.shape(), inputFrom));
    Shape shape = call.claim(keeps ? axes.kept() : axes.reduced());
    call.budget().claim(x.size());
    if (x.isReal()) {
      RealBuilder result = new RealBuilder(shape);
      for (int i = 0; i < axes.groups(); i++) {
        result.set(i, ofReals.of(x, axes.group(i)));
      }
      return result.build(x.type());
    }
    long[] result = new long[shape.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = x.type().wrap(ofIntegers.of(x, axes.group(i)));
    }
    return ReferenceTensor.wrap(x.type(), shape, result);
  }

  private static boolean[] reduced(Call call, Shape shape, int inputFrom) {
    boolean isInput = call.opset() >= inputFrom;
    boolean skips = isInput && call.attributes.flag("noop_with_empty_axes", false);
    long[] axes = isInput ? null : call.attributes.optionalIntegers("axes");
    if (isInput && call.has(1)) {
      axes = call.list(1);
    }
    boolean[] isReduced = new boolean[shape.rank()];
    if (axes == null || axes.length == 0) {
      Arrays.fill(isReduced, !skips);
    } else {
      for (long axis : axes) {
        isReduced[shape.axis(axis)] = true;
      }
    }
    return isReduced;
  }

  private static long noTruths(ReferenceTensor x) {
    throw new ReferenceException("a tensor of the type " + x.type());
  }

  private static IntegerFold numbers(IntegerFold fold) {
    return (x, group) -> x.type() == ElementType.BOOL ? noTruths(x) : fold.of(x, group);
  }

  static ReferenceTensor sum(Call call) {
    return reduce(
        call,
        13,
        (x, group) -> sum(call, x, group),
        numbers(
            (x, group) -> {
              checkExact(x, group);
              return fold(x, group, 0, (type, a, b) -> a + b);
            }));
  }

  /** ONNX Runtime adds up integers of 64 bits as doubles; others do not wrap around. */
  private static void checkExact(ReferenceTensor x, int[] group) {
    double size = 0;
    for (int index : group) {
      size += Math.abs((double) x.integer(index));
    }
    if (x.type() == ElementType.INT64 && size > 0x1p53) {
      throw new ReferenceException(
          "a sum of integers beyond 2^53, which ONNX Runtime rounds, unlike the standard");
    } else if (x.type() != ElementType.INT64 && size > Math.scalb(1.0, x.type().bits() - 1) - 1) {
      throw new ReferenceException(
          "a sum of integers that may leave " + x.type() + ", where runtimes differ");
    }
  }

  /** Whatever an extremum is compared with, in whatever order, it has to come out. */
  private static void checkOrder(ReferenceTensor x, int[] group, long extremum) {
    for (int index : group) {
      Extrema.order(x.type(), x.integer(index), extremum);
    }
  }

  private static long fold(
      ReferenceTensor x, int[] group, long start, Elementwise.IntegerOperator operator) {
    long result = start;
    for (int index : group) {
      result = operator.apply(x.type(), result, x.integer(index));
    }
    return result;
  }

  static ReferenceTensor mean(Call call) {
    return reduce(
        call,
        18,
        (x, group) -> {
          checkNotEmpty(group);
          return sum(call, x, group).over(group.length);
        },
        numbers(Reductions::integerMean));
  }

  private static void checkNotEmpty(int[] group) {
    if (group.length == 0) {
      throw new UndefinedException("the mean of no elements");
    }
  }

  /** Towards zero; undefined where the sum leaves the range of the type. */
  private static long integerMean(ReferenceTensor x, int[] group) {
    checkNotEmpty(group);
    long sum = 0;
    for (int index : group) {
      long next = sum + x.integer(index);
      if (x.type() == ElementType.UINT64
          || ((sum ^ next) & (x.integer(index) ^ next)) < 0
          || x.type().wrap(next) != next) {
        throw new UndefinedException("the mean of integers whose sum is out of range");
      }
      sum = next;
    }
    return sum / group.length;
  }

  static ReferenceTensor max(Call call) {
    return reduce(
        call,
        18,
        (x, group) -> {
          Extrema.checkNumbers(x, group);
          Scalar most = call.constant(Double.NEGATIVE_INFINITY);
          for (int index : group) {
            most = most.max(x.scalar(call.mode(), index));
          }
          return most;
        },
        (x, group) -> {
          long most =
              fold(x, group, x.type().least(), (type, a, b) -> type.compare(a, b) < 0 ? b : a);
          checkOrder(x, group, most);
          return most;
        });
  }

  static ReferenceTensor min(Call call) {
    return reduce(
        call,
        18,
        (x, group) -> {
          Extrema.checkNumbers(x, group);
          Scalar least = call.constant(Double.POSITIVE_INFINITY);
          for (int index : group) {
            least = least.min(x.scalar(call.mode(), index));
          }
          return least;
        },
        (x, group) -> {
          long least =
              fold(x, group, x.type().most(), (type, a, b) -> type.compare(a, b) > 0 ? b : a);
          checkOrder(x, group, least);
          return least;
        });
  }

  static ReferenceTensor product(Call call) {
    return reduce(
        call,
        18,
        (x, group) -> {
          Scalar product = call.constant(1);
          for (int index : group) {
            product = product.times(x.scalar(call.mode(), index));
          }
          return product;
        },
        numbers((x, group) -> fold(x, group, 1, (type, a, b) -> a * b)));
  }

  static ReferenceTensor sumOfSquares(Call call) {
    return reduce(
        call,
        18,
        (x, group) -> {
          Scalar sum = call.constant(0);
          for (int index : group) {
            sum = sum.plus(x.scalar(call.mode(), index).square());
          }
          return sum;
        },
        numbers((x, group) -> fold(x, group, 0, (type, a, b) -> a + b * b)));
  }

  static ReferenceTensor norm1(Call call) {
    return reduce(
        call,
        18,
        (x, group) -> norm(call, x, group, 1),
        numbers(
            (x, group) ->
                fold(x, group, 0, (type, a, b) -> a + (type.compare(b, 0) < 0 ? -b : b))));
  }

  static ReferenceTensor norm2(Call call) {
    return reduce(call, 18, (x, group) -> norm(call, x, group, 2), (x, group) -> noTruths(x));
  }

  static ReferenceTensor logOfSum(Call call) {
    return reduce(
        call,
        18,
        (x, group) -> sum(call, x, group).increasing(StrictMath::log),
        (x, group) -> noTruths(x));
  }

  static ReferenceTensor logOfSumOfExponentials(Call call) {
    return reduce(
        call, 18, (x, group) -> Softmaxes.logOfSum(call, x, group), (x, group) -> noTruths(x));
  }
}
