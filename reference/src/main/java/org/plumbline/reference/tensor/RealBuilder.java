package org.plumbline.reference.tensor;

/** Collects the reals of a result. */
public final class RealBuilder {
  private final Shape shape;
  private final double[] values;
  private double[] radii;

  public RealBuilder(Shape shape) {
    this.shape = shape;
    this.values = new double[shape.size()];
  }

  public void set(int index, Scalar element) {
    values[index] = element.value();
    if (element instanceof Ball ball && ball.radius() != 0) {
      if (radii == null) {
        radii = new double[values.length];
      }
      radii[index] = ball.radius();
    }
  }

  public ReferenceTensor build(ElementType type) {
    return ReferenceTensor.wrap(type, shape, values, radii);
  }
}
