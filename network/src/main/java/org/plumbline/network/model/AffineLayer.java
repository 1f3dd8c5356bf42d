package org.plumbline.network.model;

import java.util.List;
import org.plumbline.network.linear.LinearMap;

/**
 * {@code y = Σₖ Mₖ · xₖ + b}.
 *
 * @param bias one per neuron, owned by the layer
 * @param biasError absolute error bounds ≥ 0 of the biases, one per neuron, or null where the
 *     biases are exact
 * @param deviation how far the coefficients and biases with which a runtime computes in binary32
 *     may be from those stored, as a share of these: 0 where it takes them as they are, infinite
 *     where nothing is known
 */
public record AffineLayer(List<Term> terms, double[] bias, double[] biasError, double deviation)
    implements Layer {

  /** One summand: a linear map of an earlier layer. */
  public record Term(int source, LinearMap map) {}

  public AffineLayer {
    terms = List.copyOf(terms);
    for (Term term : terms) {
      if (term.map().outputSize() != bias.length) {
        throw new IllegalArgumentException(
            "a term of " + term.map().outputSize() + " values in a layer of " + bias.length);
      }
    }
    if (biasError != null && biasError.length != bias.length) {
      throw new IllegalArgumentException("bias errors and biases differ in length");
    }
  }

  /** A layer whose stored coefficients and biases are those of the model. */
  public AffineLayer(List<Term> terms, double[] bias, double[] biasError) {
    this(terms, bias, biasError, 0);
  }

  public AffineLayer(int source, LinearMap map, double[] bias) {
    this(List.of(new Term(source, map)), bias, null);
  }

  public AffineLayer(int source, LinearMap map) {
    this(source, map, new double[map.outputSize()]);
  }

  @Override
  public int size() {
    return bias.length;
  }

  /** Multiply-adds of one pass. */
  public long products() {
    return terms.stream().mapToLong(term -> term.map().products()).sum();
  }

  @Override
  public int[] sources() {
    int[] sources = new int[terms.size()];
    for (int k = 0; k < sources.length; k++) {
      sources[k] = terms.get(k).source();
    }
    return sources;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visitAffine(this);
  }
}
