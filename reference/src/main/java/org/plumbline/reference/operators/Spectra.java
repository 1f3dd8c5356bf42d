package org.plumbline.reference.operators;

import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/**
 * DFT and STFT by their defining sums. Source: docs/Operators.md; the inverse of one side is that
 * of a spectrum whose other half is its conjugate.
 */
final class Spectra {
  /** How far a sine or cosine in doubles is from the exact one: the angle is below 7. */
  private static final double RADIUS = 0x1p-48;

  private Spectra() {}

  /** A complex number. */
  private record Complex(Scalar real, Scalar imaginary) {
    Complex plus(Complex other) {
      return new Complex(real.plus(other.real), imaginary.plus(other.imaginary));
    }

    Complex times(Complex other) {
      return new Complex(
          real.times(other.real).minus(imaginary.times(other.imaginary)),
          real.times(other.imaginary).plus(imaginary.times(other.real)));
    }

    Complex conjugate() {
      return new Complex(real, imaginary.negated());
    }
  }

  /** {@code exp(sign · 2πi · turns / length)}. */
  private static Complex root(Call call, long turns, int length, int sign) {
    double angle = sign * 2 * Math.PI * (turns % length) / length;
    return new Complex(
        call.near(StrictMath.cos(angle), RADIUS), call.near(StrictMath.sin(angle), RADIUS));
  }

  private static Complex element(Call call, ReferenceTensor x, int parts, int place) {
    Scalar imaginary = parts == 2 ? x.scalar(call.mode(), 2 * place + 1) : call.constant(0);
    return new Complex(x.scalar(call.mode(), parts * place), imaginary);
  }

  private static int parts(ReferenceTensor x) {
    int parts = x.shape().rank() < 2 ? 0 : x.shape().dim(x.shape().rank() - 1);
    if (parts != 1 && parts != 2) {
      throw new ReferenceException("a signal of shape " + x.shape());
    }
    return parts;
  }

  private static long single(Call call, int input) {
    ReferenceTensor given = call.input(input, ElementType.INT64, ElementType.INT32);
    if (given.size() != 1) {
      throw new ReferenceException("input " + input + " has the shape " + given.shape());
    }
    return given.integer(0);
  }

  static ReferenceTensor dft(Call call) {
    ReferenceTensor x = call.real(0);
    int parts = parts(x);
    boolean isInverse = call.attributes.flag("inverse", false);
    boolean isHalf = call.attributes.flag("onesided", false);
    long given = call.opset() < 20 ? call.attributes.integer("axis", 1) : -2;
    if (call.opset() >= 20 && call.has(2)) {
      given = single(call, 2);
    }
    int axis = x.shape().axis(given);
    int extent = x.shape().dim(axis);
    boolean isReal = isInverse && isHalf;
    long length = isReal ? 2L * (extent - 1) : extent;
    if (call.has(1)) {
      length = single(call, 1);
    }
    boolean fits = !isHalf || parts == (isInverse ? 2 : 1);
    if (axis == x.shape().rank() - 1 || length < 1 || length > 1 << 24 || !fits) {
      throw new ReferenceException(
          "a transform of length " + length + " on axis " + axis + " of " + x.shape());
    }
    int n = (int) length;
    int bins = isHalf && !isInverse ? n / 2 + 1 : n;
    int last = x.shape().rank() - 1;
    Shape shape = call.claim(x.shape().with(axis, bins).with(last, isReal ? 1 : 2));
    int inner = x.shape().size(axis + 1, last);
    RealBuilder result = new RealBuilder(shape);
    int places = shape.size() / (isReal ? 1 : 2);
    call.budget().claim((long) places * n);
    for (int i = 0; i < places; i++) {
      int start = i / inner / bins * extent * inner + i % inner;
      int bin = i / inner % bins;
      Complex sum = new Complex(call.constant(0), call.constant(0));
      for (int k = 0; k < n; k++) {
        Complex sample =
            isReal
                ? mirrored(call, x, start, inner, extent, k, n)
                : sample(call, x, parts, start + k * inner, k < extent);
        sum = sum.plus(sample.times(root(call, (long) bin * k, n, isInverse ? 1 : -1)));
      }
      if (isInverse) {
        sum = new Complex(sum.real.over(n), sum.imaginary.over(n));
      }
      if (isReal) {
        result.set(i, sum.real);
      } else {
        result.set(2 * i, sum.real);
        result.set(2 * i + 1, sum.imaginary);
      }
    }
    return result.build(x.type());
  }

  private static Complex sample(
      Call call, ReferenceTensor x, int parts, int place, boolean isThere) {
    return isThere
        ? element(call, x, parts, place)
        : new Complex(call.constant(0), call.constant(0));
  }

  /** Of a spectrum of which the first half is given: its first and middle number are real. */
  private static Complex mirrored(
      Call call, ReferenceTensor x, int start, int inner, int extent, int k, int n) {
    int at = Math.min(k, n - k);
    Complex given = sample(call, x, 2, start + at * inner, at < extent);
    if (k == 0 || 2 * k == n) {
      return new Complex(given.real, call.constant(0));
    }
    return 2 * k < n ? given : given.conjugate();
  }

  static ReferenceTensor stft(Call call) {
    ReferenceTensor x = call.real(0);
    int parts = parts(x);
    boolean isHalf = call.attributes.flag("onesided", true);
    long step = single(call, 1);
    ReferenceTensor window = call.has(2) ? call.input(2, x.type()) : null;
    if (x.shape().rank() != 3 || isHalf && parts == 2 || step < 1) {
      throw new ReferenceException("frames " + step + " apart of " + x.shape());
    }
    int samples = x.shape().dim(1);
    long length = window == null ? samples : window.size();
    if (call.has(3)) {
      length = single(call, 3);
    }
    if (length < 1 || length > samples || window != null && window.size() != length) {
      throw new ReferenceException("frames of " + length + " of " + x.shape());
    }
    int n = (int) length;
    int frames = (int) ((samples - n) / step) + 1;
    int bins = isHalf ? n / 2 + 1 : n;
    Shape shape = call.claim(x.shape().dim(0), frames, bins, 2);
    RealBuilder result = new RealBuilder(shape);
    call.budget().claim((long) shape.size() * n);
    for (int i = 0; i < shape.size() / 2; i++) {
      int start = i / bins / frames * samples + (int) (i / bins % frames * step);
      Complex sum = new Complex(call.constant(0), call.constant(0));
      for (int k = 0; k < n; k++) {
        Complex sample = element(call, x, parts, start + k);
        if (window != null) {
          Scalar weight = window.scalar(call.mode(), k);
          sample = new Complex(sample.real.times(weight), sample.imaginary.times(weight));
        }
        sum = sum.plus(sample.times(root(call, (long) (i % bins) * k, n, -1)));
      }
      result.set(2 * i, sum.real);
      result.set(2 * i + 1, sum.imaginary);
    }
    return result.build(x.type());
  }
}
