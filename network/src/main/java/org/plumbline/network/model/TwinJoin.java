package org.plumbline.network.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;

/**
 * Adds a network beside its twin as what it differs by (Teuber et al., <em>Revisiting Differential
 * Verification: Equivalence Verification with Confidence</em>, 2024), so that relaxations lose in
 * proportion to the difference, and rows over differences of outputs do not see the outputs.
 *
 * <p><b>Theorem.</b> Let layer by layer {@code z = Σ W·y + b} and {@code z' = Σ W'·y' + b'}, of the
 * same sources, or {@code y = max(z, 0)} and {@code y' = max(z', 0)}. With {@code d = z' − z} and
 * {@code Δ = y' − y},
 *
 * <pre>  d = Σ (W'·Δ + (W' − W)·y) + (b' − b)      Δ = max(z + d, 0) − max(z, 0)</pre>
 *
 * and Δ = 0 at the inputs. <b>Proof</b> by induction: {@code W'·y' = W'·(y + Δ)}. The numbers are
 * real; in binary32 the two sides of these equations differ, so that nothing is known of the layers
 * there. What {@code W' − W} and {@code b' − b} lose to rounding is an error of the coefficients
 * ({@link MapDifference}) and biases. Coefficients that are known only to within an error do not
 * cancel: W'·y and W·y stay two terms.
 */
final class TwinJoin {
  private final Network first;
  private final Network second;
  private final LinearMap[][] differences;

  private TwinJoin(Network first, Network second) {
    this.first = first;
    this.second = second;
    this.differences = new LinearMap[first.depth()][];
  }

  /** The join of a network and its twin, or empty if they are none. */
  static Optional<TwinJoin> of(Network first, Network second) {
    if (first.depth() != second.depth()
        || first.inputSize() != second.inputSize()
        || !second.reading().ranges().isEmpty()) {
      return Optional.empty();
    }
    TwinJoin join = new TwinJoin(first, second);
    return IntStream.range(1, first.depth()).allMatch(join::isTwin)
        ? Optional.of(join)
        : Optional.empty();
  }

  /** Whether layer k has a twin. */
  private boolean isTwin(int k) {
    Layer one = first.layer(k);
    Layer other = second.layer(k);
    if (one.size() != other.size() || !Arrays.equals(one.sources(), other.sources())) {
      return false;
    }
    if (one instanceof AffineLayer a && other instanceof AffineLayer b) {
      return subtract(k, a, b);
    }
    return ActivationLayer.isRelu(one) && ActivationLayer.isRelu(other);
  }

  private boolean subtract(int k, AffineLayer a, AffineLayer b) {
    differences[k] = new LinearMap[a.terms().size()];
    for (int t = 0; t < differences[k].length; t++) {
      LinearMap one = a.terms().get(t).map();
      LinearMap other = b.terms().get(t).map();
      differences[k][t] = MapDifference.of(one, other);
      boolean isInexact = one.coefficientError() + other.coefficientError() > 0;
      if (differences[k][t] == null && !isInexact && one != other) {
        return false;
      }
    }
    return IntStream.range(0, a.size()).allMatch(i -> Double.isFinite(b.bias()[i] - a.bias()[i]));
  }

  /**
   * Adds the layers of the second network.
   *
   * @param place of each layer of the first
   * @param prefix of what is said of layers
   * @return the layer of the second network's outputs
   */
  int addTo(NetworkBuilder builder, int[] place, String prefix) {
    int[] change = new int[second.depth()];
    Arrays.fill(change, -1);
    for (int k = 1; k < change.length; k++) {
      builder.setNode(prefix + second.reading().node(k));
      if (second.layer(k) instanceof AffineLayer) {
        change[k] = affine(builder, k, place, change);
      } else if (change[second.layer(k).sources()[0]] >= 0) {
        int source = second.layer(k).sources()[0];
        int size = second.layer(k).size();
        change[k] = builder.add(new ReluDifferenceLayer(place[source], change[source], size));
      }
    }
    int last = second.outputIndex();
    int outputs = change[last] < 0 ? place[last] : sum(builder, place[last], change[last]);
    second
        .reading()
        .tensors()
        .forEach(
            (tensor, layer) -> {
              if (layer == last) {
                builder.name(prefix + tensor, outputs);
              }
            });
    builder.setNode("");
    return outputs;
  }

  /** Adds d of layer k unless it is 0: then −1. */
  private int affine(NetworkBuilder builder, int k, int[] place, int[] change) {
    AffineLayer a = (AffineLayer) first.layer(k);
    AffineLayer b = (AffineLayer) second.layer(k);
    List<AffineLayer.Term> terms = new ArrayList<>();
    for (int t = 0; t < b.terms().size(); t++) {
      int source = b.terms().get(t).source();
      LinearMap other = b.terms().get(t).map();
      if (change[source] >= 0) {
        terms.add(new AffineLayer.Term(change[source], other));
      }
      if (differences[k][t] != null) {
        if (!MapDifference.isZero(differences[k][t])) {
          terms.add(new AffineLayer.Term(place[source], differences[k][t]));
        }
      } else if (a.terms().get(t).map() != other) {
        terms.add(new AffineLayer.Term(place[source], other));
        terms.add(new AffineLayer.Term(place[source], negated(a.terms().get(t).map())));
      }
    }
    double[] bias = new double[a.size()];
    double[] error = new double[a.size()];
    boolean isZero = terms.isEmpty();
    boolean isExact = true;
    for (int i = 0; i < bias.length; i++) {
      bias[i] = b.bias()[i] - a.bias()[i];
      error[i] = biasError(a, b, i);
      isExact &= error[i] == 0;
      isZero &= bias[i] == 0 && error[i] == 0;
    }
    if (isZero) {
      return -1;
    }
    if (terms.isEmpty()) {
      int[] nothing = new int[bias.length];
      Arrays.fill(nothing, -1);
      terms.add(new AffineLayer.Term(0, new SelectionMap(builder.size(0), nothing)));
    }
    return builder.add(
        new AffineLayer(terms, bias, isExact ? null : error, Double.POSITIVE_INFINITY));
  }

  private static double biasError(AffineLayer a, AffineLayer b, int i) {
    double error = Math.abs(MapDifference.lost(b.bias()[i], a.bias()[i]));
    error += a.biasError() == null ? 0 : a.biasError()[i];
    error += b.biasError() == null ? 0 : b.biasError()[i];
    return error == 0 ? 0 : Rounding.inflate(error);
  }

  private static LinearMap negated(LinearMap map) {
    double[] minus = new double[map.outputSize()];
    Arrays.fill(minus, -1);
    return new ComposedMap(map, new DiagonalMap(minus, 0));
  }

  private static int sum(NetworkBuilder builder, int left, int right) {
    int size = builder.size(left);
    SelectionMap identity = new SelectionMap(size, IntStream.range(0, size).toArray());
    List<AffineLayer.Term> terms =
        List.of(new AffineLayer.Term(left, identity), new AffineLayer.Term(right, identity));
    return builder.add(new AffineLayer(terms, new double[size], null));
  }
}
