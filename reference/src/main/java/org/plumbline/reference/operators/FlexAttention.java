package org.plumbline.reference.operators;

import java.util.function.UnaryOperator;
import org.plumbline.reference.kernel.Axes;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/**
 * The parts of ai.onnx.preview.FlexAttention, version 1: scores, their softmax along the keys, and
 * the means of values with these weights. Its own graphs come in between.
 */
public final class FlexAttention {
  private final Call call;
  private final ReferenceTensor q;
  private final ReferenceTensor k;
  private final ReferenceTensor v;

  /**
   * @throws ReferenceException if its inputs do not fit together
   */
  public FlexAttention(Call call) {
    this.call = call;
    this.q = call.real(0);
    this.k = call.input(1, q.type());
    this.v = call.input(2, q.type());
    Shape a = q.shape();
    Shape b = k.shape();
    Shape c = v.shape();
    boolean fits = a.rank() == 4 && b.rank() == 4 && c.rank() == 4;
    fits = fits && a.dim(0) == b.dim(0) && a.dim(0) == c.dim(0) && a.dim(3) == b.dim(3);
    fits = fits && b.dim(1) == c.dim(1) && b.dim(2) == c.dim(2) && b.dim(1) > 0 && b.dim(2) > 0;
    if (!fits || a.dim(1) % b.dim(1) != 0) {
      throw new ReferenceException("inputs of the shapes " + a + ", " + b + " and " + c);
    }
  }

  /** The type between the products. */
  private ElementType precision() {
    boolean isDouble = q.type() == ElementType.FLOAT64;
    long usual = isDouble ? 11 : 1;
    long code = call.attributes.integer("softmax_precision", usual);
    if (code != usual) {
      throw new ReferenceException("softmax_precision is " + code + ", supported is " + usual);
    }
    return isDouble ? ElementType.FLOAT64 : ElementType.FLOAT32;
  }

  private static ReferenceTensor typed(ReferenceTensor x, ElementType type) {
    return ReferenceTensor.wrap(type, x.shape(), x.values(), x.radii());
  }

  /** Products of queries and keys, times the scale. */
  public ReferenceTensor scores() {
    Scalar scale =
        call.attributes.has("scale")
            ? call.constant(call.attributes.real("scale", 1))
            : call.constant(1).over(call.constant(q.shape().dim(3)).sqrt());
    UnaryOperator<Scalar> scaled = x -> x.times(scale);
    ReferenceTensor products = Matrices.product(call, q, turnedKeys());
    return typed(Elementwise.map(call, products, scaled), precision());
  }

  private int[] group(int rows, int columns, boolean turns) {
    int heads = q.shape().dim(1);
    int shared = heads / k.shape().dim(1);
    int size = rows * columns;
    int[] source = new int[q.shape().dim(0) * heads * size];
    for (int i = 0; i < source.length; i++) {
      int place = i % size;
      int inside = turns ? place % rows * columns + place / rows : place;
      source[i] = i / size / shared * size + inside;
    }
    return source;
  }

  private ReferenceTensor turnedKeys() {
    Shape s = k.shape();
    Shape shape = call.claim(s.dim(0), q.shape().dim(1), s.dim(3), s.dim(2));
    return k.pick(group(s.dim(2), s.dim(3), true), shape);
  }

  /** Along the keys. */
  public ReferenceTensor softmax(ReferenceTensor scores) {
    return Softmaxes.softmax(call, scores, Axes.along(scores.shape(), 3));
  }

  /** Of the values. */
  public ReferenceTensor means(ReferenceTensor probabilities) {
    Shape s = v.shape();
    Shape shape = call.claim(s.dim(0), q.shape().dim(1), s.dim(2), s.dim(3));
    ReferenceTensor values = v.pick(group(s.dim(2), s.dim(3), false), shape);
    return Matrices.product(call, typed(probabilities, q.type()), values);
  }
}
