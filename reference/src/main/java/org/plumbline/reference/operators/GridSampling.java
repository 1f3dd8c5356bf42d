package org.plumbline.reference.operators;

import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.Ball;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UncertainException;

/**
 * GridSample over two spatial axes: nearest and (bi)linear samples of a plane at the coordinates of
 * a grid, −1 and 1 being its borders. Source: docs/Operators.md.
 *
 * <p>Coordinates are data, so that a sample may lie on a border between two elements: where
 * rounding could decide, the result is uncertain.
 */
final class GridSampling {
  private final Call call;
  private final ReferenceTensor x;
  private final boolean alignsCorners;
  private final String padding;

  private GridSampling(Call call) {
    this.call = call;
    this.x = call.real(0);
    this.alignsCorners = call.attributes.flag("align_corners", false);
    this.padding = call.attributes.choice("padding_mode", "zeros", "border", "reflection");
    if (padding.equals("reflection")) {
      throw new ReferenceException("attribute padding_mode is reflection, which is not supported");
    }
  }

  static ReferenceTensor gridSample(Call call) {
    String mode =
        call.opset() < 20
            ? call.attributes.choice("mode", "bilinear", "nearest", "bicubic")
            : call.attributes.choice("mode", "linear", "nearest", "cubic");
    if (mode.endsWith("cubic")) {
      throw new ReferenceException("attribute mode is " + mode + ", which is not supported");
    }
    return new GridSampling(call).sample(mode.equals("nearest"));
  }

  private ReferenceTensor sample(boolean isNearest) {
    ReferenceTensor grid = call.real(1);
    Shape s = x.shape();
    Shape g = grid.shape();
    if (s.rank() != 4 || g.rank() != 4 || g.dim(3) != 2 || g.dim(0) != s.dim(0)) {
      throw new ReferenceException("a grid of shape " + g + " for a tensor of shape " + s);
    }
    Shape shape = call.claim(s.dim(0), s.dim(1), g.dim(1), g.dim(2));
    RealBuilder result = new RealBuilder(shape);
    int plane = g.dim(1) * g.dim(2);
    for (int i = 0; i < s.dim(0) * plane; i++) {
      Scalar column = place(grid.scalar(call.mode(), 2 * i), s.dim(3));
      Scalar row = place(grid.scalar(call.mode(), 2 * i + 1), s.dim(2));
      for (int c = 0; c < s.dim(1); c++) {
        int channel = i / plane * s.dim(1) + c;
        Scalar sample = isNearest ? nearest(channel, row, column) : linear(channel, row, column);
        result.set(channel * plane + i % plane, sample);
      }
    }
    return result.build(x.type());
  }

  /** From −1 … 1 to the places of an axis; with border padding, clamped to it. */
  private Scalar place(Scalar coordinate, int dim) {
    Scalar place =
        alignsCorners
            ? coordinate.plus(1).times(dim - 1).times(0.5)
            : coordinate.plus(1).times(dim).plus(-1).times(0.5);
    return padding.equals("border") ? place.max(0).min(dim - 1) : place;
  }

  private Scalar element(int channel, double row, double column) {
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    boolean isInside = row >= 0 && row < height && column >= 0 && column < width;
    return isInside
        ? x.scalar(call.mode(), (channel * height + (int) row) * width + (int) column)
        : call.constant(0);
  }

  private Scalar nearest(int channel, Scalar row, Scalar column) {
    return element(channel, nearest(row), nearest(column));
  }

  private static double nearest(Scalar place) {
    double margin = 1e-5 * (1 + Math.abs(place.value()));
    double nearest = Math.rint(place.value());
    boolean isSure =
        Math.rint(place.value() - margin) == nearest
            && Math.rint(place.value() + margin) == nearest
            && !(place instanceof Ball ball && ball.radius() > margin);
    if (!isSure) {
      throw new UncertainException("which element is nearest to " + place + ": rounding decides");
    }
    return nearest;
  }

  private Scalar linear(int channel, Scalar row, Scalar column) {
    double top = floor(row);
    double left = floor(column);
    Scalar down = row.plus(-top);
    Scalar right = column.plus(-left);
    return mix(
        mix(element(channel, top, left), element(channel, top, left + 1), right),
        mix(element(channel, top + 1, left), element(channel, top + 1, left + 1), right),
        down);
  }

  private static double floor(Scalar place) {
    Scalar floor = place.step(Math::floor);
    if (floor instanceof Ball ball && ball.radius() > 0) {
      throw new UncertainException("the element before " + place);
    }
    return floor.value();
  }

  private Scalar mix(Scalar a, Scalar b, Scalar ratio) {
    return a.times(call.constant(1).minus(ratio)).plus(b.times(ratio));
  }
}
