package org.plumbline.reference.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Window;
import org.plumbline.reference.kernel.WindowReader;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * MaxPool, AveragePool, LpPool and their global kinds. Padding is left out of a maximum and of an
 * average, unless count_include_pad asks for zeros there. A maximum over NaN is undefined, since
 * ONNX Runtime's kernels with and without indices differ, and so is one of −∞, which they make
 * finite.
 */
final class Pooling {
  private final Call call;
  private final ReferenceTensor x;
  private final Window window;
  private final int[] table;
  private final int taps;
  private final int positions;
  private final Shape shape;

  private Pooling(Call call, Set<WindowReader.Option> options) {
    this.call = call;
    this.x = call.input(0);
    int rank = WindowReader.spatial(x.shape()).length;
    call.attributes.integers("kernel_shape");
    int[] kernel = WindowReader.perAxis(call, "kernel_shape", rank, 1, 1);
    this.window = WindowReader.read(call, x.shape(), kernel, options);
    this.table = window.table(call);
    this.taps = window.taps();
    this.positions = window.positions();
    this.shape = call.claim(window.result(x.shape().dim(0), x.shape().dim(1)));
  }

  private static Set<WindowReader.Option> options(Call call, int dilatedFrom, int ceiledFrom) {
    Set<WindowReader.Option> options = EnumSet.noneOf(WindowReader.Option.class);
    if (call.opset() >= dilatedFrom) {
      options.add(WindowReader.Option.DILATIONS);
    }
    if (call.opset() >= ceiledFrom) {
      options.add(WindowReader.Option.CEIL_MODE);
    }
    return options;
  }

  /** The elements of the input that a result is about; the padding is left out. */
  private int[] seen(int result) {
    call.budget().work(taps);
    int start = result / positions * window.inputs();
    int[] seen = new int[taps];
    int count = 0;
    for (int tap = 0; tap < taps; tap++) {
      int place = table[tap * positions + result % positions];
      if (place >= 0) {
        seen[count++] = start + place;
      }
    }
    return Arrays.copyOf(seen, count);
  }

  static List<ReferenceTensor> max(Call call) {
    Pooling pool = new Pooling(call, options(call, 10, 10));
    boolean isColumnMajor = call.opset() >= 8 && call.attributes.flag("storage_order", false);
    List<ReferenceTensor> results = new ArrayList<>();
    results.add(pool.x.isReal() ? pool.greatest() : pool.integers());
    if (call.outputCount() > 1 && call.opset() >= 8) {
      results.add(pool.indices(isColumnMajor));
    }
    return results;
  }

  private ReferenceTensor greatest() {
    RealBuilder result = new RealBuilder(shape);
    for (int i = 0; i < shape.size(); i++) {
      int[] seen = seen(i);
      Extrema.checkNumbers(x, seen);
      result.set(i, greatest(call, x, seen));
    }
    return result.build(x.type());
  }

  private static Scalar greatest(Call call, ReferenceTensor x, int[] seen) {
    Scalar greatest = call.constant(Double.NEGATIVE_INFINITY);
    for (int place : seen) {
      greatest = greatest.max(x.scalar(call.mode(), place));
    }
    if (greatest.value() == Double.NEGATIVE_INFINITY) {
      throw new UndefinedException("a maximum of -Infinity, or of nothing but padding");
    }
    return greatest;
  }

  private ReferenceTensor integers() {
    ReferenceTensor bytes = call.input(0, ElementType.INT8, ElementType.UINT8);
    long[] result = new long[shape.size()];
    for (int i = 0; i < result.length; i++) {
      int[] seen = seen(i);
      result[i] = bytes.integer(Extrema.greatest(call, bytes, seen));
    }
    return ReferenceTensor.wrap(x.type(), shape, result);
  }

  /**
   * The place of each maximum in the whole input; column-major within its spatial axes if asked.
   */
  private ReferenceTensor indices(boolean isColumnMajor) {
    long[] result = new long[call.claim(shape).size()];
    for (int i = 0; i < result.length; i++) {
      int place = Extrema.greatest(call, x, seen(i));
      result[i] = isColumnMajor ? columnMajor(place) : place;
    }
    return ReferenceTensor.wrap(ElementType.INT64, shape, result);
  }

  private long columnMajor(int place) {
    int plane = window.inputs();
    int[] dims = WindowReader.spatial(x.shape());
    int rest = place % plane;
    int index = 0;
    int stride = plane;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      stride /= dims[axis];
      index += rest % dims[axis] * stride;
      rest /= dims[axis];
    }
    return (long) place / plane * plane + index;
  }

  static ReferenceTensor average(Call call) {
    call.real(0);
    Pooling pool = new Pooling(call, options(call, 19, 10));
    boolean countsPadding = call.attributes.flag("count_include_pad", false);
    int[] counts = pool.window.paddedCounts();
    RealBuilder result = new RealBuilder(pool.shape);
    for (int i = 0; i < pool.shape.size(); i++) {
      int[] seen = pool.seen(i);
      int count = countsPadding ? counts[i % pool.positions] : seen.length;
      if (count == 0) {
        throw new UndefinedException("the average of no elements");
      }
      result.set(i, Reductions.sum(call, pool.x, seen).over(count));
    }
    return result.build(pool.x.type());
  }

  /** {@code (Σ|x|^p)^(1/p)}, for p of 1 and 2. */
  static ReferenceTensor norm(Call call) {
    call.real(0);
    Pooling pool = new Pooling(call, options(call, 18, 18));
    long p = call.attributes.integer("p", 2);
    RealBuilder result = new RealBuilder(pool.shape);
    for (int i = 0; i < pool.shape.size(); i++) {
      int[] seen = pool.seen(i);
      result.set(i, p == 4 ? fourth(call, pool.x, seen) : Reductions.norm(call, pool.x, seen, p));
    }
    return result.build(pool.x.type());
  }

  /** The fourth root of the sum of the fourth powers. */
  private static Scalar fourth(Call call, ReferenceTensor x, int[] seen) {
    Scalar sum = call.constant(0);
    for (int index : seen) {
      sum = sum.plus(x.scalar(call.mode(), index).square().square());
    }
    return sum.sqrt().sqrt();
  }

  private interface Fold {
    Scalar of(int[] seen);
  }

  private static ReferenceTensor global(Call call, Fold fold) {
    ReferenceTensor x = call.real(0);
    int plane = Shape.of(WindowReader.spatial(x.shape())).size();
    long[] dims = x.shape().longs();
    Arrays.fill(dims, 2, dims.length, 1);
    Shape shape = call.claim(dims);
    if (plane == 0) {
      throw new UndefinedException("a pool over no elements");
    }
    RealBuilder result = new RealBuilder(shape);
    int[] seen = new int[plane];
    for (int i = 0; i < shape.size(); i++) {
      int start = i * plane;
      Arrays.setAll(seen, k -> start + k);
      result.set(i, fold.of(seen));
    }
    return result.build(x.type());
  }

  static ReferenceTensor globalAverage(Call call) {
    ReferenceTensor x = call.real(0);
    return global(call, seen -> Reductions.sum(call, x, seen).over(seen.length));
  }

  static ReferenceTensor globalMax(Call call) {
    ReferenceTensor x = call.real(0);
    return global(
        call,
        seen -> {
          Extrema.checkNumbers(x, seen);
          return greatest(call, x, seen);
        });
  }

  static ReferenceTensor globalNorm(Call call) {
    ReferenceTensor x = call.real(0);
    long p = call.attributes.integer("p", 2);
    return global(call, seen -> Reductions.norm(call, x, seen, p));
  }
}
