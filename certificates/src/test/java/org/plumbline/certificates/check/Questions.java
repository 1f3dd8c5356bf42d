package org.plumbline.certificates.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;

/** Small questions and what the checker says of proofs of them, for tests. */
final class Questions {
  static final Step DERIVE = new Step.Derive(Step.Passes.OPEN, List.of());

  private Questions() {}

  static AffineLayer affine(int source, double[][] weights, double... bias) {
    double[] flat = Arrays.stream(weights).flatMapToDouble(Arrays::stream).toArray();
    return new AffineLayer(
        source, new DenseMap(weights.length, weights[0].length, flat), bias.clone());
  }

  /** Unsafe where {@code Σ coefficients · Y ≤ limit}. */
  static LinearInequality row(double limit, double... coefficients) {
    List<Integer> index = new ArrayList<>();
    List<BigDecimal> values = new ArrayList<>();
    for (int i = 0; i < coefficients.length; i++) {
      if (coefficients[i] != 0) {
        index.add(i);
        values.add(new BigDecimal(coefficients[i]));
      }
    }
    return LinearInequality.ofOutputs(
        index.stream().mapToInt(i -> i).toArray(),
        values.toArray(new BigDecimal[0]),
        new BigDecimal(limit));
  }

  static Query query(Network network, double[] low, double[] high, List<Polyhedron> unsafe) {
    DecimalBox box = new DecimalBox(decimals(low), decimals(high));
    Case part = new Case(box, unsafe);
    return Query.of(
        network, new Property(network.inputSize(), network.outputSize(), List.of(part)));
  }

  static Query query(Network network, double[] low, double[] high, LinearInequality row) {
    return query(network, low, high, List.of(Polyhedron.of(row)));
  }

  private static BigDecimal[] decimals(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  /** A refutation of polyhedron 0 by its first row. */
  static Step.Refute byFirstRow(double weight) {
    return new Step.Refute(new Step.Witness(0, new int[] {0}, new double[] {weight}, null, null));
  }

  /** The same after bounds of all neurons, with the slope of the only slope neuron. */
  static ProofNode withChoice(byte choice) {
    byte[] slopes = {choice};
    Step.Witness witness = new Step.Witness(0, new int[] {0}, new double[] {1}, slopes, null);
    return closed(DERIVE, new Step.Refute(witness));
  }

  /** How many of the 256 choices of the only slope neuron make a proof that is accepted. */
  static int acceptedChoices(Query query, SlopeNeurons only) {
    int accepted = 0;
    for (int choice = 0; choice < 256; choice++) {
      CheckResult result = check(query, only, withChoice((byte) choice));
      accepted += result instanceof CheckResult.Accepted ? 1 : 0;
    }
    return accepted;
  }

  static ProofNode closed(Step... steps) {
    return new ProofNode.Closed(List.of(steps));
  }

  static CheckResult check(Query query, SlopeNeurons neurons, ProofNode root) {
    return new CertificateChecker(1)
        .check(
            query,
            List.of(new CaseProof(neurons, root)),
            Certificate.Semantics.REAL,
            Budget.unlimited());
  }

  static CheckResult check(Query query, ProofNode root) {
    return check(query, SlopeNeurons.none(query.network().depth()), root);
  }

  /** {@code y = relu(relu(x) − 1/4)}, which is 3/4 at x = 1. */
  static Network twoRelus() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int first = builder.add(affine(0, new double[][] {{1}}, 0));
    int relu = builder.add(new ActivationLayer(first, 1, Activation.RELU));
    int second = builder.add(affine(relu, new double[][] {{1}}, -0.25));
    int last = builder.add(new ActivationLayer(second, 1, Activation.RELU));
    builder.add(affine(last, new double[][] {{1}}, 0));
    return builder.build();
  }

  /** Unsafe: y ≥ limit. */
  static Query atLeast(double limit) {
    return query(twoRelus(), new double[] {-1}, new double[] {1}, row(-limit, -1));
  }
}
