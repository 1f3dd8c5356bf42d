package org.plumbline.specs.replay;

import java.math.BigDecimal;
import org.plumbline.network.interval.Box;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.DirectedRounding;

/**
 * A candidate moved into the exact box.
 *
 * @param exact the point, in the box
 * @param doubles what the network is run on
 * @param deviation how far each double may be from the point; zero where they are equal
 */
record InwardPoint(BigDecimal[] exact, double[] doubles, double[] deviation) {

  /** Prefers binary32 values; doubles where none lies in a coordinate's range. */
  static InwardPoint inFloat32(DecimalBox box, double[] candidate) {
    Box inner = box.toInnerBox();
    double[] moved = clamped(inner, candidate);
    for (int i = 0; i < moved.length; i++) {
      moved[i] = float32(moved[i], inner.lower()[i], inner.upper()[i]);
    }
    return of(box, inner, moved);
  }

  static InwardPoint inDouble(DecimalBox box, double[] candidate) {
    Box inner = box.toInnerBox();
    return of(box, inner, clamped(inner, candidate));
  }

  private static double[] clamped(Box inner, double[] candidate) {
    double[] moved = new double[candidate.length];
    for (int i = 0; i < moved.length; i++) {
      double lower = inner.lower()[i];
      double x = Double.isNaN(candidate[i]) ? lower : candidate[i];
      moved[i] = Math.max(lower, Math.min(inner.upper()[i], x));
    }
    return moved;
  }

  /** The nearest binary32 value inside, or the double itself. */
  private static double float32(double x, double lower, double upper) {
    float nearest = (float) x;
    float inside =
        nearest < lower ? Math.nextUp(nearest) : nearest > upper ? Math.nextDown(nearest) : nearest;
    return inside >= lower && inside <= upper ? inside : x;
  }

  private static InwardPoint of(DecimalBox box, Box inner, double[] moved) {
    BigDecimal[] exact = new BigDecimal[moved.length];
    double[] deviation = new double[moved.length];
    for (int i = 0; i < moved.length; i++) {
      if (inner.lower()[i] <= inner.upper()[i]) {
        exact[i] = new BigDecimal(moved[i]);
      } else {
        exact[i] = box.lower()[i];
        moved[i] = exact[i].doubleValue();
        deviation[i] = DirectedRounding.up(exact[i].subtract(new BigDecimal(moved[i])).abs());
      }
    }
    return new InwardPoint(exact, moved, deviation);
  }

  boolean isExact() {
    for (double distance : deviation) {
      if (distance != 0) {
        return false;
      }
    }
    return true;
  }

  float[] rounded() {
    float[] rounded = new float[doubles.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) doubles[i];
    }
    return rounded;
  }
}
