package org.plumbline.network.onnx.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.onnx.file.Shapes;

/**
 * Softmax over rows some of whose scores are far below others, as masks of −10⁴ to −3.4·10³⁸ make
 * them. For such an element i and any other element k of its row
 *
 * <pre>yᵢ = exp(xᵢ − xₖ) · yₖ,   yₖ = 1 / Σⱼ exp(xⱼ − xₖ),</pre>
 *
 * which is exact whichever k is, and overflows nowhere where k is one of the greatest: its
 * exponentials are near 0 for all that is masked. So scores are only guessed, from the constants
 * that were added last. What stands for −∞ is no part of any sum, and its yᵢ = 0; where a whole row
 * stands for it, the row's yᵢ are NaN, and are remembered to be so.
 */
final class MaskedSoftmax {
  /** Scores this far below others are masked: exponentials of the difference are still small. */
  private static final double FAR = 50;

  private static final int MOST_SELECTIONS = 8;

  private final Call call;
  private final Value.Variable x;
  private final SoftmaxRows rows;
  private final int[] greatest;
  private final boolean[] isExcluded;
  private final int[] open;
  private final int[] masked;

  private MaskedSoftmax(
      Call call,
      Value.Variable x,
      SoftmaxRows rows,
      int[] greatest,
      boolean[] isMasked,
      boolean[] isExcluded) {
    this.call = call;
    this.x = x;
    this.rows = rows;
    this.greatest = greatest;
    this.isExcluded = isExcluded;
    this.open =
        IntStream.range(0, isMasked.length).filter(i -> !isMasked[i] && !isExcluded[i]).toArray();
    this.masked = IntStream.range(0, isMasked.length).filter(i -> isMasked[i]).toArray();
  }

  /** Null where nothing is masked. */
  static MaskedSoftmax of(Call call, Value.Variable x, SoftmaxRows rows) {
    boolean[] noted = call.graph.excluded(x);
    double[] constants = constants(call.graph, x);
    if (constants == null && noted == null) {
      return null;
    }
    double[] known = constants == null ? new double[x.count()] : constants;
    boolean[] isExcluded = noted == null ? new boolean[known.length] : noted;
    for (int i = 0; i < known.length; i++) {
      known[i] = isExcluded[i] ? Double.NEGATIVE_INFINITY : known[i];
    }
    int[] greatest = new int[rows.rowOf(known.length - 1) + 1];
    Arrays.fill(greatest, -1);
    for (int i = 0; i < known.length; i++) {
      int row = rows.rowOf(i);
      greatest[row] = greatest[row] < 0 || known[i] > known[greatest[row]] ? i : greatest[row];
    }
    boolean[] isMasked = new boolean[known.length];
    boolean isAny = noted != null;
    for (int i = 0; i < known.length; i++) {
      double most = known[greatest[rows.rowOf(i)]];
      isMasked[i] = !isExcluded[i] && known[i] < most - FAR;
      isAny |= isMasked[i];
    }
    return isAny ? new MaskedSoftmax(call, x, rows, greatest, isMasked, isExcluded) : null;
  }

  /** The constant that is added to each element, through selections; null if there is none. */
  private static double[] constants(LoweringContext graph, Value.Variable x) {
    int layer = x.layer();
    int[] place = Shapes.identity(x.count());
    for (int step = 0; step < MOST_SELECTIONS; step++) {
      if (!(graph.layer(layer) instanceof AffineLayer affine)) {
        return null;
      }
      double[] bias = affine.bias();
      if (Arrays.stream(bias).anyMatch(b -> b != 0)) {
        return Arrays.stream(place).mapToDouble(i -> i < 0 ? 0 : bias[i]).toArray();
      }
      LinearMap map = affine.terms().get(0).map();
      if (affine.terms().size() > 1 || !(map instanceof SelectionMap selection)) {
        return null;
      }
      int[] index = selection.index();
      place = Arrays.stream(place).map(i -> i < 0 ? -1 : index[i]).toArray();
      layer = affine.terms().get(0).source();
    }
    return null;
  }

  Value.Variable lower() {
    LoweringContext graph = call.graph;
    int row = rows.row();
    if (open.length == 0) {
      throw call.refuse("all scores are masked by -Infinity, which gives NaN");
    }
    call.graph.claim(2, open.length, row);
    Value.Variable exponents =
        graph.activation(
            graph.affine(x, rows.differences(x.count(), open), open.length, row),
            Activation.of(Kind.EXP));
    Value.Variable sums = graph.affine(exponents, sums(), open.length);
    Value.Variable values = graph.definedActivation(sums, Activation.of(Kind.RECIPROCAL));
    int[] placeOf = new int[x.count()];
    Arrays.fill(placeOf, -1);
    for (int p = 0; p < open.length; p++) {
      placeOf[open[p]] = p;
    }
    List<AffineLayer.Term> terms = new ArrayList<>();
    terms.add(new AffineLayer.Term(values.layer(), new SelectionMap(open.length, placeOf)));
    if (masked.length > 0) {
      terms.add(ofMasked(others(exponents, values, placeOf)));
    }
    Value.Variable result = graph.sum(terms, Value.Reals.zeros(x.shape()), x.shape());
    boolean[] isUndefined = new boolean[x.count()];
    boolean isAny = false;
    for (int i = 0; i < isUndefined.length; i++) {
      isUndefined[i] = isExcluded[greatest[rows.rowOf(i)]];
      isAny |= isUndefined[i];
    }
    if (isAny) {
      graph.markUndefined(result.layer(), isUndefined);
    }
    return result;
  }

  private AffineLayer.Term ofMasked(Value.Variable others) {
    int[] placeOfMasked = new int[x.count()];
    Arrays.fill(placeOfMasked, -1);
    for (int p = 0; p < masked.length; p++) {
      placeOfMasked[masked[p]] = p;
    }
    return new AffineLayer.Term(others.layer(), new SelectionMap(masked.length, placeOfMasked));
  }

  /** Of the exponentials of each row but for what is −∞. */
  private SparseMap sums() {
    int row = rows.row();
    int[] starts = new int[open.length + 1];
    int[] columns = new int[open.length * row];
    int next = 0;
    for (int p = 0; p < open.length; p++) {
      int first = open[p] - rows.positionOf(open[p]) * rows.inner();
      for (int j = 0; j < row; j++) {
        if (!isExcluded[first + j * rows.inner()]) {
          columns[next++] = p * row + j;
        }
      }
      starts[p + 1] = next;
    }
    double[] ones = new double[next];
    Arrays.fill(ones, 1);
    return new SparseMap(open.length * row, starts, Arrays.copyOf(columns, next), ones, 0);
  }

  /** {@code exp(xᵢ − xₖ) · yₖ} for the masked elements. */
  private Value.Variable others(Value.Variable exponents, Value.Variable values, int[] placeOf) {
    int[] exponent = new int[masked.length];
    int[] value = new int[masked.length];
    for (int p = 0; p < masked.length; p++) {
      int k = placeOf[greatest[rows.rowOf(masked[p])]];
      value[p] = k;
      exponent[p] = k * rows.row() + rows.positionOf(masked[p]);
    }
    LoweringContext graph = call.graph;
    Value.Variable left = (Value.Variable) graph.pick(exponents, exponent, masked.length);
    Value.Variable right = (Value.Variable) graph.pick(values, value, masked.length);
    ProductLayer product = new ProductLayer(left.layer(), right.layer(), masked.length);
    return graph.add(product, masked.length);
  }
}
