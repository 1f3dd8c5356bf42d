package org.plumbline.reference.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.reference.kernel.Broadcast;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/**
 * Attention, versions 23 to 25: for each query the mean of the values, weighted by the softmax of
 * the query's products with the keys that it sees. A query that sees no key has the mean 0.
 */
final class Attention {
  private final Call call;

  /** By batches, heads, positions and features. */
  private final ReferenceTensor q;

  private final ReferenceTensor k;
  private final ReferenceTensor v;
  private final int past;
  private final long[] lengths;
  private final ReferenceTensor mask;
  private final int[] maskAt;
  private final Shape grid;

  private Attention(Call call) {
    this.call = call;
    ReferenceTensor keys = byHeads(call, 1, "kv_num_heads");
    ReferenceTensor values = byHeads(call, 2, "kv_num_heads");
    this.q = byHeads(call, 0, "q_num_heads");
    boolean hasPast = call.has(4) || call.has(5);
    this.past = hasPast ? call.real(4).shape().dim(2) : 0;
    this.k = hasPast ? behind(call, call.real(4), keys) : keys;
    this.v = hasPast ? behind(call, call.real(5), values) : values;
    checkShapes();
    this.grid = call.claim(q.shape().dim(0), q.shape().dim(1), q.shape().dim(2), k.shape().dim(2));
    this.lengths = call.opset() >= 24 && call.has(6) ? lengths() : null;
    this.mask = call.has(3) ? call.input(3, q.type(), ElementType.BOOL) : null;
    this.maskAt = mask == null ? null : maskAt();
  }

  static List<ReferenceTensor> evaluate(Call call) {
    return new Attention(call).run();
  }

  private static ReferenceTensor byHeads(Call call, int index, String attribute) {
    ReferenceTensor x = call.real(index);
    Shape s = x.shape();
    int heads = (int) call.attributes.integer(attribute, 0);
    if (s.rank() != call.real(0).shape().rank() || s.rank() != 3 && s.rank() != 4) {
      throw new ReferenceException("input " + index + " has the shape " + s);
    }
    boolean isWrong = s.rank() == 4 ? heads != 0 && heads != s.dim(1) : heads < 1;
    if (isWrong || s.rank() == 3 && s.dim(2) % heads != 0) {
      throw new ReferenceException(attribute + " is " + heads + " for the shape " + s);
    }
    if (s.rank() == 4) {
      return x;
    }
    int size = s.dim(2) / heads;
    Shape shape = call.claim(s.dim(0), heads, s.dim(1), size);
    int[] source = new int[shape.size()];
    int next = 0;
    for (int b = 0; b < s.dim(0); b++) {
      for (int h = 0; h < heads; h++) {
        for (int i = 0; i < s.dim(1); i++) {
          for (int d = 0; d < size; d++) {
            source[next++] = (b * s.dim(1) + i) * s.dim(2) + h * size + d;
          }
        }
      }
    }
    return x.pick(source, shape);
  }

  /** Positions of the past before new ones. */
  private static ReferenceTensor behind(Call call, ReferenceTensor past, ReferenceTensor now) {
    Shape a = past.shape();
    Shape b = now.shape();
    boolean fits = a.rank() == 4 && past.type() == now.type();
    if (!fits || a.dim(0) != b.dim(0) || a.dim(1) != b.dim(1) || a.dim(3) != b.dim(3)) {
      throw new ReferenceException("a past of the shape " + a + " before " + b);
    }
    Shape shape = call.claim(a.dim(0), a.dim(1), (long) a.dim(2) + b.dim(2), a.dim(3));
    RealBuilder both = new RealBuilder(shape);
    int old = a.dim(2) * a.dim(3);
    int fresh = b.dim(2) * b.dim(3);
    for (int i = 0; i < shape.size(); i++) {
      int group = i / (old + fresh);
      int at = i % (old + fresh);
      both.set(
          i,
          at < old
              ? past.scalar(call.mode(), group * old + at)
              : now.scalar(call.mode(), group * fresh + at - old));
    }
    return both.build(now.type());
  }

  private void checkShapes() {
    Shape a = q.shape();
    Shape b = k.shape();
    Shape c = v.shape();
    boolean fits = a.dim(0) == b.dim(0) && a.dim(0) == c.dim(0) && a.dim(3) == b.dim(3);
    fits = fits && b.dim(1) == c.dim(1) && b.dim(2) == c.dim(2) && b.dim(1) > 0;
    if (!fits || a.dim(1) % b.dim(1) != 0 || b.dim(2) == 0) {
      throw new ReferenceException("queries, keys, values of the shapes " + a + b + c);
    }
    call.checkSameType(q, k);
    call.checkSameType(q, v);
  }

  private long[] lengths() {
    long[] given = call.list(6);
    if (given.length != q.shape().dim(0) || call.has(4)) {
      throw new ReferenceException("nonpad_kv_seqlen has " + given.length + " lengths");
    }
    for (long length : given) {
      if (length < 0 || length > k.shape().dim(2)) {
        throw new ReferenceException("nonpad_kv_seqlen holds " + length);
      }
    }
    return given;
  }

  /** For each score the element of the mask; −1 behind the end of a mask that is too short. */
  private int[] maskAt() {
    Shape s = mask.shape();
    int keys = grid.dim(3);
    int given = s.rank() == 0 ? 0 : s.dim(s.rank() - 1);
    boolean isShort = call.opset() >= 24 && given > 1 && given < keys;
    Shape wide = isShort ? s.with(s.rank() - 1, keys) : s;
    if (given == 0 || given == 1 && keys > 1) {
      throw new ReferenceException("a mask of the shape " + s + " for " + grid);
    }
    Broadcast.checkOneWay(wide, grid);
    int[] at = Broadcast.indices(wide, grid);
    for (int i = 0; isShort && i < at.length; i++) {
      int key = at[i] % keys;
      at[i] = key < given ? at[i] / keys * given + key : -1;
    }
    return at;
  }

  private List<ReferenceTensor> run() {
    RealBuilder raw = new RealBuilder(grid);
    RealBuilder weights = new RealBuilder(grid);
    Scalar factor = factor();
    Scalar[] scores = new Scalar[grid.dim(3)];
    for (int row = 0; row < grid.size() / scores.length; row++) {
      for (int j = 0; j < scores.length; j++) {
        int at = row * scores.length + j;
        Scalar product = product(row, j).times(factor);
        raw.set(at, product);
        scores[j] = isSeen(row, j) ? masked(capped(product), at) : null;
      }
      normalise(scores);
      for (int j = 0; j < scores.length; j++) {
        weights.set(row * scores.length + j, scores[j]);
      }
    }
    ReferenceTensor probabilities = weights.build(q.type());
    ReferenceTensor y = means(probabilities);
    return Arrays.asList(y, k, v, shown(raw.build(q.type()), probabilities));
  }

  private Scalar factor() {
    call.attributes.ignore("softmax_precision");
    if (call.attributes.has("scale")) {
      float scale = call.attributes.real("scale", 1);
      if (!(scale > 0)) {
        throw new ReferenceException("scale is " + scale);
      }
      return call.constant(scale);
    }
    return call.constant(1).over(call.constant(q.shape().dim(3)).sqrt());
  }

  /** The head of keys and values for a head of queries. */
  private int shared(int row) {
    int heads = q.shape().dim(1);
    int head = row / grid.dim(2);
    int group = heads / k.shape().dim(1);
    return head / heads * k.shape().dim(1) + head % heads / group;
  }

  private Scalar product(int row, int key) {
    int size = q.shape().dim(3);
    int from = (shared(row) * grid.dim(3) + key) * size;
    Scalar sum = call.constant(0);
    for (int d = 0; d < size; d++) {
      Scalar left = q.scalar(call.mode(), row * size + d);
      sum = sum.plus(left.times(k.scalar(call.mode(), from + d)));
    }
    return sum;
  }

  private Scalar capped(Scalar score) {
    float cap = call.attributes.real("softcap", 0);
    if (cap < 0) {
      throw new ReferenceException("softcap is " + cap);
    }
    return cap == 0 ? score : score.over(cap).increasing(Math::tanh).times(cap);
  }

  private boolean isSeen(int row, int key) {
    int batch = row / (grid.dim(1) * grid.dim(2));
    long before = lengths == null ? past : lengths[batch] - grid.dim(2);
    long distance = key - before - row % grid.dim(2);
    long left = call.opset() >= 25 ? call.attributes.integer("left_window_size", -1) : -1;
    long right = call.opset() >= 25 ? call.attributes.integer("right_window_size", -1) : -1;
    boolean isSeen = distance <= 0 || !call.attributes.flag("is_causal", false);
    isSeen = isSeen && (left < 0 || -distance <= left) && (right < 0 || distance <= right);
    return isSeen && (lengths == null || key < lengths[batch]);
  }

  /** A score with what the mask adds; null where it is hidden. */
  private Scalar masked(Scalar score, int at) {
    if (mask == null) {
      return score;
    } else if (maskAt[at] < 0) {
      return null;
    } else if (!mask.isReal()) {
      return mask.integer(maskAt[at]) == 0 ? null : score;
    }
    boolean isHidden = mask.value(maskAt[at]) == Double.NEGATIVE_INFINITY;
    return isHidden ? null : score.plus(mask.scalar(call.mode(), maskAt[at]));
  }

  /** Softmax in place; zeros for what is hidden. */
  private void normalise(Scalar[] scores) {
    double shift = Double.NEGATIVE_INFINITY;
    for (Scalar score : scores) {
      shift = score == null ? shift : Math.max(shift, score.value());
    }
    Scalar sum = call.constant(0);
    for (int j = 0; j < scores.length; j++) {
      if (scores[j] != null) {
        scores[j] = scores[j].plus(-shift).increasing(StrictMath::exp);
        sum = sum.plus(scores[j]);
      }
    }
    for (int j = 0; j < scores.length; j++) {
      scores[j] = scores[j] == null ? call.constant(0) : scores[j].over(sum);
    }
  }

  private ReferenceTensor means(ReferenceTensor probabilities) {
    int size = v.shape().dim(3);
    int keys = grid.dim(3);
    boolean isFlat = call.real(0).shape().rank() == 3;
    int batches = grid.dim(0);
    int heads = grid.dim(1);
    int queries = grid.dim(2);
    RealBuilder y =
        new RealBuilder(
            isFlat
                ? call.claim(batches, queries, (long) heads * size)
                : call.claim(batches, heads, queries, size));
    for (int row = 0; row < batches * heads * queries; row++) {
      int batch = row / (heads * queries);
      int head = row / queries % heads;
      int to = isFlat ? (batch * queries + row % queries) * heads + head : row;
      for (int d = 0; d < size; d++) {
        Scalar sum = call.constant(0);
        for (int j = 0; j < keys; j++) {
          Scalar value = v.scalar(call.mode(), (shared(row) * keys + j) * size + d);
          sum = sum.plus(probabilities.scalar(call.mode(), row * keys + j).times(value));
        }
        y.set(to * size + d, sum);
      }
    }
    return y.build(q.type());
  }

  private ReferenceTensor shown(ReferenceTensor raw, ReferenceTensor probabilities) {
    long mode = call.attributes.integer("qk_matmul_output_mode", 0);
    boolean isRaw = mode == 0 && call.attributes.real("softcap", 0) == 0;
    return mode == 3 ? probabilities : isRaw ? raw : null;
  }
}
