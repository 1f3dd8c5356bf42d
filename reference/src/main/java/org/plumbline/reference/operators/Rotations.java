package org.plumbline.reference.operators;

import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/** RotaryEmbedding: pairs of the first features of each head turn in their plane. */
final class Rotations {
  private Rotations() {}

  static ReferenceTensor rotary(Call call) {
    ReferenceTensor x = call.real(0);
    Shape s = x.shape();
    int heads = (int) call.attributes.integer("num_heads", s.rank() == 4 ? s.dim(1) : 0);
    if (s.rank() != 3 && s.rank() != 4 || heads < 1) {
      throw new ReferenceException("input 0 has the shape " + s);
    }
    boolean isFlat = s.rank() == 3;
    if (isFlat ? s.dim(2) % heads != 0 : heads != s.dim(1)) {
      throw new ReferenceException("num_heads is " + heads + " for the shape " + s);
    }
    int batches = s.dim(0);
    int length = s.dim(isFlat ? 1 : 2);
    int size = isFlat ? s.dim(2) / heads : s.dim(3);
    long dim = call.attributes.integer("rotary_embedding_dim", 0);
    int turned = dim == 0 ? size : (int) dim;
    if (turned < 2 || turned > size || turned % 2 != 0) {
      throw new ReferenceException("rotary_embedding_dim is " + turned + " for " + size);
    }
    int[] rows = rows(call, batches, length, turned / 2);
    RealBuilder result = new RealBuilder(call.claim(s));
    for (int vector = 0; vector < batches * heads * length; vector++) {
      int batch = vector / (heads * length);
      int position = isFlat ? vector / heads % length : vector % length;
      turn(call, x, vector * size, size, turned, rows[batch * length + position], result);
    }
    return result.build(x.type());
  }

  /** For each batch and position the row of the caches. */
  private static int[] rows(Call call, int batches, int length, int half) {
    Shape cosines = call.input(1, call.real(0).type()).shape();
    Shape sines = call.input(2, call.real(0).type()).shape();
    int[] rows = new int[batches * length];
    boolean isChosen = call.has(3);
    Shape wanted = isChosen ? cosines : Shape.of(batches, length, half);
    boolean fits = cosines.equals(sines) && cosines.equals(wanted);
    if (!fits || cosines.rank() != (isChosen ? 2 : 3) || isChosen && cosines.dim(1) != half) {
      throw new ReferenceException("caches of the shapes " + cosines + " and " + sines);
    }
    ReferenceTensor positions = isChosen ? Gathering.indices(call, 3) : null;
    if (isChosen && !positions.shape().equals(Shape.of(batches, length))) {
      throw new ReferenceException("position_ids of the shape " + positions.shape());
    }
    for (int i = 0; i < rows.length; i++) {
      long row = isChosen ? positions.integer(i) : i;
      if (isChosen && (row < 0 || row >= cosines.dim(0))) {
        throw new ReferenceException("position " + row + " of " + cosines.dim(0));
      }
      rows[i] = (int) row;
    }
    return rows;
  }

  private static void turn(
      Call call, ReferenceTensor x, int start, int size, int turned, int row, RealBuilder result) {
    boolean isInterleaved = call.attributes.flag("interleaved", false);
    int half = turned / 2;
    for (int pair = 0; pair < half; pair++) {
      int a = start + (isInterleaved ? 2 * pair : pair);
      int b = start + (isInterleaved ? 2 * pair + 1 : pair + half);
      Scalar cosine = call.real(1).scalar(call.mode(), row * half + pair);
      Scalar sine = call.real(2).scalar(call.mode(), row * half + pair);
      Scalar left = x.scalar(call.mode(), a);
      Scalar right = x.scalar(call.mode(), b);
      result.set(a, cosine.times(left).minus(sine.times(right)));
      result.set(b, sine.times(left).plus(cosine.times(right)));
    }
    for (int d = turned; d < size; d++) {
      result.set(start + d, x.scalar(call.mode(), start + d));
    }
  }
}
