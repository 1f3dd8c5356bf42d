package org.plumbline.soundness.analytic;

import java.util.SplittableRandom;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.RandomBackground;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Circuit;
import org.plumbline.soundness.circuit.Form;
import org.plumbline.soundness.circuit.ReluNetwork;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * Needles: {@code b(x) + h·g(x)} with a spike g in [0, 1] that is 1 at one point p alone and 0
 * outside of a small radius, on a background b ≤ U of random ReLUs. With the threshold U + 1, a
 * height of {@code h = U + 1 + m − b(p)} makes p unsafe by m, and a height of 1 − m leaves every
 * input at least m away. Attacks see the slopes of the background only.
 */
final class SpikeFamily implements Family {
  private static final int[] DIMENSIONS = {1, 2, 3, 5, 8, 12, 16, 24, 32};
  private static final int[] STEEPNESS = {4, 16, 256, 4096};
  private static final double MARGIN = 0x1p-5;

  /** How the hats of the coordinates are joined. */
  private enum Join {
    /** One ReLU of their sum. */
    SUM,
    /** A tree of minima. */
    MINIMUM,
    /** {@code g ↦ max(0, g + hat − 1)}, one coordinate after the other. */
    CHAIN
  }

  @Override
  public String name() {
    return "spike";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    for (int n : DIMENSIONS) {
      for (int k = 0; k < 4; k++) {
        double steepness = STEEPNESS[k];
        Join join = n > 16 ? Join.SUM : Join.values()[random.nextInt(Join.values().length)];
        pair(sheet, point(n, k, random), steepness, join, random);
      }
    }
  }

  /** Inside, at a corner, or with some coordinates on the boundary of [−1, 1]ⁿ. */
  private static double[] point(int n, int kind, SplittableRandom random) {
    double[] p = new double[n];
    for (int i = 0; i < n; i++) {
      boolean atEnd = kind == 1 || kind > 1 && random.nextInt(4) == 0;
      p[i] = atEnd ? (random.nextBoolean() ? 1 : -1) : (random.nextInt(511) - 255) * 0x1p-8;
    }
    return p;
  }

  private static void pair(
      Sheet sheet, double[] p, double steepness, Join join, SplittableRandom random) {
    int n = p.length;
    Circuit circuit = new Circuit(n);
    RandomBackground background = RandomBackground.draw(n, 4 + 2 * Math.min(n, 8), random);
    Form base = background.in(circuit);
    Form spike = spike(circuit, p, steepness, join);
    double top = background.upperBound();
    double threshold = top + 1;
    double height = threshold + MARGIN - background.at(p);
    int shape = random.nextInt(3);
    Property property = property(Questions.cube(n, -1, 1), shape, threshold);
    Form tilt = circuit.input(0).times(0.5);
    sheet.sat(
        circuit.outputs(outputs(shape, base.plus(spike.times(height)), threshold, tilt)).toOnnx(),
        property,
        p,
        "b(p) + h*1 = threshold + margin at the spike's tip p");
    sheet.unsatBy(
        MARGIN,
        circuit
            .outputs(outputs(shape, base.plus(spike.times(1 - MARGIN)), threshold, tilt))
            .toOnnx(),
        property,
        "b <= U by its weights' absolute sums, the spike is at most 1 - margin, threshold U + 1");
  }

  /** A chain of hats of height 1 around a point, and nothing else. */
  static ReluNetwork alone(double[] p, double steepness) {
    Circuit circuit = new Circuit(p.length);
    return circuit.outputs(spike(circuit, p, steepness, Join.CHAIN));
  }

  /** The value itself, or beside one or two rivals, of which one stands at the threshold. */
  private static Form[] outputs(int shape, Form value, double threshold, Form tilt) {
    Form rival = tilt.plus(threshold);
    return switch (shape) {
      case 0 -> new Form[] {value};
      case 1 -> new Form[] {rival, value.plus(tilt)};
      default -> new Form[] {rival, rival.plus(-2), value.plus(tilt)};
    };
  }

  private static Property property(DecimalBox box, int shape, double threshold) {
    return switch (shape) {
      case 0 -> Questions.reaches(box, threshold);
      case 1 -> Questions.of(box, 2, Polyhedron.of(LinearInequality.outputOrder(0, 1)));
      default ->
          Questions.of(
              box,
              3,
              Polyhedron.of(LinearInequality.outputOrder(0, 1)),
              Polyhedron.of(LinearInequality.outputOrder(0, 2)));
    };
  }

  private static Form spike(Circuit circuit, double[] p, double steepness, Join join) {
    Form[] hats = new Form[p.length];
    for (int i = 0; i < p.length; i++) {
      Form distance = circuit.abs(circuit.input(i).plus(-p[i]));
      hats[i] = circuit.relu(distance.times(-steepness).plus(1));
    }
    return switch (join) {
      case SUM -> {
        Form sum = Form.constant(1 - p.length);
        for (Form hat : hats) {
          sum = sum.plus(hat);
        }
        yield circuit.relu(sum);
      }
      case MINIMUM -> minimum(circuit, hats, 0, hats.length);
      case CHAIN -> {
        Form chain = hats[0];
        for (int i = 1; i < hats.length; i++) {
          chain = circuit.relu(chain.plus(hats[i]).plus(-1));
        }
        yield chain;
      }
    };
  }

  private static Form minimum(Circuit circuit, Form[] forms, int from, int to) {
    if (to - from == 1) {
      return forms[from];
    }
    int middle = (from + to) >>> 1;
    return circuit.min(minimum(circuit, forms, from, middle), minimum(circuit, forms, middle, to));
  }
}
