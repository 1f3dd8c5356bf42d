package org.plumbline.network.onnx.lowering;

import java.util.Arrays;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.AffineLayer;

/**
 * Where the order of elements within rows can be read off. Softmax keeps the order of its row, so
 * what only compares its results can compare its inputs: the network stays piecewise linear.
 *
 * @param index elements of the layer, row by row
 */
public record Ranking(int layer, int[] index, int perRow) {

  /** Goes back from a layer through selections and Softmax as long as the order is the same. */
  public static Ranking of(LoweringContext graph, int layer, int[] index, int perRow) {
    Ranking ranking = new Ranking(layer, index, perRow);
    for (Ranking earlier = ranking; earlier != null; earlier = ranking.before(graph)) {
      ranking = earlier;
    }
    return ranking;
  }

  private Ranking before(LoweringContext graph) {
    SoftmaxRows softmax = graph.softmax(layer);
    if (softmax != null) {
      return isWithinRows(softmax) ? new Ranking(softmax.source(), index, perRow) : null;
    }
    if (!(graph.layer(layer) instanceof AffineLayer affine)
        || affine.terms().size() != 1
        || !(affine.terms().get(0).map() instanceof SelectionMap selection)
        || Arrays.stream(affine.bias()).anyMatch(b -> b != 0)
        || affine.biasError() != null) {
      return null;
    }
    int[] picked = Arrays.stream(index).map(i -> selection.index()[i]).toArray();
    return Arrays.stream(picked).allMatch(i -> i >= 0)
        ? new Ranking(affine.terms().get(0).source(), picked, perRow)
        : null;
  }

  private boolean isWithinRows(SoftmaxRows softmax) {
    for (int i = 0; i < index.length; i++) {
      if (softmax.rowOf(index[i]) != softmax.rowOf(index[i - i % perRow])) {
        return false;
      }
    }
    return true;
  }
}
