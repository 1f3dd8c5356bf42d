package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Inputs for a model: ordinary ones, those where functions bend or jump, and extreme ones. */
public final class Points {
  private Points() {}

  /** So many points, the first of them ordinary. */
  public static List<double[]> of(Signature input, int count, long seed) {
    Draw draw = new Draw(seed);
    List<double[]> points = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      double[] x = new double[input.count()];
      int kind = p < 2 ? p : draw.between(0, 5);
      Numbers numbers = new Numbers(draw, kind < 3 ? 1_000_000 : kind == 3 ? 3 : 1);
      double scale = Math.scalb(1.0, draw.between(-140, 127));
      Arrays.setAll(
          x,
          i ->
              switch (kind) {
                case 1 -> draw.between(-6, 6) / 2.0;
                case 5 -> held(input, scale * (2 * draw.share() - 1));
                default -> numbers.real(input.type());
              });
      points.add(x);
    }
    return points;
  }

  private static double held(Signature input, double value) {
    return input.type() == org.plumbline.network.onnx.file.ElementType.DOUBLE
        ? value
        : (float) value;
  }
}
