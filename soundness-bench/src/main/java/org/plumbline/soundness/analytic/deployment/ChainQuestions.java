package org.plumbline.soundness.analytic.deployment;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.instance.Deployment.Runtime;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Property;

/**
 * Chains of affine nodes whose terms cancel at the first node: node by node hardly anything is lost
 * later on, but where the chain is folded into the coefficients of the first node, each step rounds
 * numbers that are large. A threshold just before that is asked about beside one that no way to
 * compute it reaches, and one that all do.
 */
final class ChainQuestions {
  private static final int CANDIDATES = 64;

  /** ONNX Runtime folds no more nodes than that into one: it passes over the graph ten times. */
  private static final int PASSES = 10;

  private final Sheet sheet;
  private final SplittableRandom random;

  ChainQuestions(Sheet sheet, SplittableRandom random) {
    this.sheet = sheet;
    this.random = random;
  }

  void fill() {
    for (int summands : new int[] {5, 10, 32}) {
      lostSummands(AffineChain.convolution(1, -1), summands, Runtime.OPTIMISED);
    }
    lostSummands(AffineChain.gemm(1, -1), 20, Runtime.NONE);
    for (int summands : new int[] {16, 64}) {
      absorbedSummands(AffineChain.convolution(1, -1), summands);
      absorbedSummands(AffineChain.gemm(1, -1), summands);
    }
    for (int scales : new int[] {6, PASSES}) {
      scaledDifference(scales);
    }
    for (int pairs : new int[] {4, 8}) {
      scalesAndSummands(pairs);
    }
    matrices();
  }

  private float between(double least, double greatest) {
    return (float) (least + random.nextDouble() * (greatest - least));
  }

  /** The width of a box. */
  private double narrow() {
    return Math.scalb(1.0, -3 - random.nextInt(16));
  }

  /** Just below 2⁻²⁴. */
  private float summand() {
    return (192 + random.nextInt(63)) * 0x1p-32f;
  }

  /** {@code 1 − x + Σc} with summands below 2⁻²⁴, which a bias of 1 absorbs. */
  private void lostSummands(AffineChain chain, int count, Runtime runtime) {
    double exact = 0;
    float rest = 0;
    for (int k = 0; k < count; k++) {
      float c = summand();
      chain.plus(c);
      exact += c;
      rest += k < PASSES ? 0 : c;
    }
    float computed = chain.folded().greatest(1) + rest;
    DecimalBox box = Questions.cube(1, 1 - narrow(), 1);
    String proof = "1 - x + the sum of " + count + " summands, which a bias of 1 absorbs";
    ask(chain.model(), box, new Point(exact, 1), new Folding(computed, runtime, chain), proof);
  }

  /** The same for x = 0, where a value of 1 absorbs them node by node, too. */
  private void absorbedSummands(AffineChain chain, int count) {
    double exact = 1;
    for (int k = 0; k < count; k++) {
      float c = summand();
      chain.plus(c);
      exact += c;
    }
    DecimalBox box = Questions.cube(1, -narrow(), 0);
    String proof = "1 - x + the sum of " + count + " summands, each of which 1 absorbs";
    ask(chain.model(), box, new Point(exact, 0), new Folding(1, Runtime.PLAIN, chain), proof);
  }

  /** {@code (w₀x₀ − w₁x₁)·Πs} is 0 at x = (w₁, w₀). */
  private void scaledDifference(int scales) {
    float w0 = 1 + random.nextInt(2048) * 0x1p-12f;
    float w1 = 1 + random.nextInt(2048) * 0x1p-12f;
    AffineChain chain = AffineChain.convolution(0, -w0, w1);
    for (int k = 0; k < scales; k++) {
      chain.times(worst(s -> scaled(chain, s).exactly(w1, w0) / s));
    }
    float computed = chain.folded().least(w1, w0);
    DecimalBox box = Questions.box(new double[] {w1, w0}, new double[] {w1 + narrow(), w0});
    String proof = "w0 * x0 - w1 * x1 is 0; scaled first, both weights are rounded " + scales;
    ask(
        chain.model(),
        box,
        new Point(0, w1, w0),
        new Folding(computed, Runtime.OPTIMISED, chain),
        proof + " times");
  }

  private static FoldedSum scaled(AffineChain chain, float scale) {
    FoldedSum scaled = chain.folded().copy();
    scaled.times(scale);
    return scaled;
  }

  /** Of some scales near 1 the one that does most. */
  private float worst(ToDoubleFunction<Float> harm) {
    float worst = 1;
    for (int k = 0; k < CANDIDATES; k++) {
      float s = between(0.9, 1.1);
      worst = harm.applyAsDouble(s) > harm.applyAsDouble(worst) ? s : worst;
    }
    return worst;
  }

  /** {@code ((1 − x)·s₁ + c₁)·s₂ + c₂ …} */
  private void scalesAndSummands(int pairs) {
    AffineChain chain = AffineChain.convolution(1, -1);
    double exact = 0;
    for (int k = 0; k < pairs; k++) {
      double before = exact;
      float s = worst(scale -> before - scaled(chain, scale).exactly(1) / scale);
      float c = between(0.6, 0.99) * 0x1p-24f;
      chain.times(s).plus(c);
      exact = exact * s + c;
    }
    float computed = chain.folded().greatest(1);
    DecimalBox box = Questions.cube(1, 1 - narrow(), 1);
    String proof = "(1 - x) scaled and added to " + pairs + " times, all folded into one kernel";
    ask(
        chain.model(),
        box,
        new Point(exact, 1),
        new Folding(computed, Runtime.OPTIMISED, chain),
        proof);
  }

  /**
   * {@code x·A·B} with columns of A that nearly cancel at x = (1, 1): the entries of A·B, rounded,
   * cancel less well.
   */
  private void matrices() {
    TwoByTwo worst = new TwoByTwo(1, 1, 1, 1);
    for (int k = 0; k < 16 * CANDIDATES; k++) {
      TwoByTwo other = new TwoByTwo(between(1, 2), between(1, 2), between(1, 2), between(0.5, 1));
      worst = other.harm() > worst.harm() ? other : worst;
    }
    Graph graph = new Graph(1, 2);
    String hidden = graph.node("MatMul", graph.input(), graph.constant(worst.matrix(), 2, 2));
    String column = graph.constant(new double[] {worst.b0, worst.b1}, 2, 1);
    OnnxModel model = graph.model(graph.node("MatMul", hidden, column), 1, 1);
    DecimalBox box = Questions.box(new double[] {1 - narrow(), 1}, new double[] {1, 1});
    ask(
        model,
        box,
        new Point(worst.exact(), 1, 1),
        new Folding(worst.computed(), Runtime.NONE, 0x1p-15),
        "A * B first, in binary32, has entries that cancel less well than the columns of A");
  }

  /** {@code A = ((a₀, a₁), (d − a₀, d − a₁))} with d = 2⁻²⁰, and {@code B = (b₀, b₁)}. */
  private record TwoByTwo(float a0, float a1, float b0, float b1) {
    private static final float D = 0x1p-20f;

    double[] matrix() {
      return new double[] {a0, a1, D - a0, D - a1};
    }

    double exact() {
      return D * ((double) b0 + b1);
    }

    /** The least of some ways to compute the product first. */
    float computed() {
      float plain = (a0 * b0 + a1 * b1) + ((D - a0) * b0 + (D - a1) * b1);
      float fused = Math.fma(a1, b1, a0 * b0) + Math.fma(D - a1, b1, (D - a0) * b0);
      return Math.min(plain, fused);
    }

    double harm() {
      return computed() - exact();
    }
  }

  /** An input, and the exact output there, in double. */
  private record Point(double output, double... x) {}

  /**
   * What a folded chain computes there.
   *
   * @param reserve more than anything that is computed may be off
   */
  private record Folding(float output, Runtime runtime, double reserve) {
    Folding(float output, Runtime runtime, AffineChain chain) {
      this(output, runtime, chain.reserve());
    }
  }

  private void ask(OnnxModel model, DecimalBox box, Point point, Folding folding, String proof) {
    double side = Math.signum(folding.output - point.output);
    double threshold = folding.output + (point.output - folding.output) / 16;
    Property between = past(box, threshold, side);
    sheet.deployed(model, between, point.x, folding.output, folding.runtime, proof);
    Property never = past(box, point.output + side * folding.reserve, side);
    sheet.unsat(model, never, point.x, Truth.UNSAT, proof);
    Property always = past(box, point.output - side * folding.reserve, side);
    sheet.sat(model, always, point.x, Truth.SAT, proof);
  }

  /** Outputs beyond a threshold. */
  private static Property past(DecimalBox box, double threshold, double side) {
    return side > 0 ? Questions.reaches(box, threshold) : Questions.fallsTo(box, threshold);
  }
}
