package org.plumbline.network.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
import org.plumbline.network.linear.LinearMap;

/**
 * Outputs that are a softmax of the scores z of an earlier layer: {@code yₖ = 1 / Σⱼ exp(zⱼ − zₖ)},
 * j in the group of k. Within a group {@code yᵢ ≤ yⱼ} holds exactly where {@code zᵢ ≤ zⱼ} does.
 */
public final class SoftmaxTail {
  private final Network network;
  private final Selected reciprocals;
  private final LinearMap sums;
  private final LinearMap differences;
  private final int layer;

  private SoftmaxTail(Network network, Selected reciprocals, int sums, int differences) {
    this.network = network;
    this.reciprocals = reciprocals;
    this.sums = matrix(network, sums).orElseThrow();
    this.differences = matrix(network, differences).orElseThrow();
    this.layer = source(network, differences);
  }

  /**
   * One output.
   *
   * @param score the position of its own score
   * @param group the positions of all scores it is compared with, its own among them
   */
  public record Member(int score, BitSet group) {}

  /** Empty where the last layers are not such as a softmax has. */
  public static Optional<SoftmaxTail> of(Network network) {
    Selected last = Selected.outputs(network);
    int sums = below(network, last.layer(), Activation.Kind.RECIPROCAL);
    int differences = sums < 0 ? -1 : below(network, source(network, sums), Activation.Kind.EXP);
    return differences < 0
        ? Optional.empty()
        : Optional.of(new SoftmaxTail(network, last, sums, differences));
  }

  /** Empty where the coefficients are not those of a softmax. */
  public Optional<Member> member(int output) {
    Reading reading = new Reading();
    sums.visitRow(
        reciprocals.neurons()[output],
        (exponent, weight) -> reading.exponent(differences, exponent, weight));
    return reading.member();
  }

  /** The network that ends with the scores. */
  public Network scores() {
    NetworkBuilder builder = new NetworkBuilder(network.input().shape());
    network.layers().subList(1, layer + 1).forEach(builder::add);
    return builder.build();
  }

  /** The matrix of an affine layer that has nothing else. */
  private static Optional<LinearMap> matrix(Network network, int layer) {
    if (network.layer(layer) instanceof AffineLayer affine
        && affine.terms().size() == 1
        && affine.terms().get(0).map().coefficientError() == 0
        && affine.biasError() == null) {
      for (double bias : affine.bias()) {
        if (bias != 0) {
          return Optional.empty();
        }
      }
      return Optional.of(affine.terms().get(0).map());
    }
    return Optional.empty();
  }

  /** The layer that an activation layer of this kind reads, if that is a mere matrix; else −1. */
  private static int below(Network network, int layer, Activation.Kind kind) {
    return network.layer(layer) instanceof ActivationLayer act
            && act.activation().kind() == kind
            && matrix(network, act.source()).isPresent()
        ? act.source()
        : -1;
  }

  private static int source(Network network, int layer) {
    return network.layer(layer).sources()[0];
  }

  /** The neurons of a layer that the outputs are copies of. */
  private record Selected(int layer, int[] neurons) {
    static Selected outputs(Network network) {
      int layer = network.outputIndex();
      int[] neurons = IntStream.range(0, network.outputSize()).toArray();
      while (true) {
        Optional<LinearMap> map = matrix(network, layer);
        int[] origins =
            map.isPresent() ? Arrays.stream(neurons).map(k -> only(map.get(), k)).toArray() : null;
        if (origins == null || Arrays.stream(origins).anyMatch(origin -> origin < 0)) {
          return new Selected(layer, neurons);
        }
        neurons = origins;
        layer = source(network, layer);
      }
    }

    /** The column of a row that selects one, else −1. */
    private static int only(LinearMap map, int row) {
      int[] column = {-1};
      int[] others = {0};
      map.visitRow(
          row,
          (input, coefficient) -> {
            others[0] += column[0] >= 0 || coefficient != 1 ? 1 : 0;
            column[0] = input;
          });
      return others[0] == 0 ? column[0] : -1;
    }
  }

  /** Reads one sum: the constant exp(0) of k itself, and exp(zⱼ − zₖ) once for every other j. */
  private static final class Reading {
    private final BitSet others = new BitSet();
    private final BitSet own = new BitSet();
    private int constants;
    private boolean isSoftmax = true;

    void exponent(LinearMap differences, int row, double weight) {
      int before = others.cardinality();
      int[] added = {0};
      int[] subtracted = {0};
      differences.visitRow(
          row,
          (score, coefficient) -> {
            isSoftmax &= Math.abs(coefficient) == 1;
            added[0] += coefficient > 0 ? 1 : 0;
            subtracted[0] += coefficient > 0 ? 0 : 1;
            (coefficient > 0 ? others : own).set(score);
          });
      boolean isConstant = added[0] == 0 && subtracted[0] == 0;
      boolean isNew = added[0] == 1 && subtracted[0] == 1 && others.cardinality() == before + 1;
      constants += isConstant ? 1 : 0;
      isSoftmax &= weight == 1 && (isConstant || isNew);
    }

    Optional<Member> member() {
      if (!isSoftmax || constants != 1 || own.cardinality() != 1 || others.intersects(own)) {
        return Optional.empty();
      }
      others.or(own);
      return Optional.of(new Member(own.nextSetBit(0), others));
    }
  }
}
