package org.plumbline.soundness.analytic.family;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.Deployment;
import org.plumbline.soundness.instance.ExactSlack;
import org.plumbline.soundness.instance.Float32Error;
import org.plumbline.soundness.instance.Float32Run;
import org.plumbline.soundness.instance.Instance;
import org.plumbline.soundness.instance.Spelling;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Property;

/**
 * Collects the instances of one family. Slacks are computed exactly; that a point is unsafe to the
 * deployed network, too, is seen in a run ({@link Float32Run}), and that none is concluded from
 * {@link Float32Error} where the slack is larger than the error.
 */
public final class Sheet {
  private final String family;
  private final List<Instance> drafts = new ArrayList<>();

  public Sheet(String family) {
    this.family = family;
  }

  /** The planted point is unsafe. */
  public void sat(OnnxModel model, Property property, double[] point, String proof) {
    Network network = lowered(model);
    BigDecimal slack = ExactSlack.of(network, property, point).orElseThrow();
    sat(model, property, point, slack, proof);
  }

  /** The planted point is unsafe by this much. */
  public void sat(
      OnnxModel model, Property property, double[] point, BigDecimal slack, String proof) {
    boolean isDeployed = Float32Run.isUnsafe(lowered(model), property, point);
    sat(model, property, point, slack, isDeployed ? Truth.SAT : Truth.UNSTATED, proof);
  }

  /** The same where the family says what holds of the deployed network. */
  public void sat(
      OnnxModel model,
      Property property,
      double[] point,
      BigDecimal slack,
      Truth float32,
      String proof) {
    Optional<BigDecimal[]> exact = Optional.of(ExactSlack.exact(point));
    Optional<BigDecimal[]> deployed = float32 == Truth.SAT ? exact : Optional.empty();
    add(
        model,
        property,
        new Answer(Truth.SAT, float32, exact, deployed, Optional.of(slack), proof));
  }

  /** The planted point is unsafe, which the family says of the deployed network, too, or not. */
  public void sat(OnnxModel model, Property property, double[] point, Truth float32, String proof) {
    sat(model, property, point, slack(model, property, point).orElseThrow(), float32, proof);
  }

  /** No input is unsafe, and none comes closer than this one. */
  public void unsat(OnnxModel model, Property property, double[] closest, String proof) {
    BigDecimal slack = slack(model, property, closest).orElseThrow();
    unsat(model, property, closest, float32(slack, lowered(model), property), proof);
  }

  /** The same where the family says what holds of the deployed network: not {@code SAT}. */
  public void unsat(
      OnnxModel model, Property property, double[] closest, Truth float32, String proof) {
    add(model, property, unsat(model, property, closest, float32, Optional.empty(), proof));
  }

  /** No input is unsafe in real numbers, but this one is to the deployed network. */
  public void unsatButDeployed(
      OnnxModel model, Property property, double[] closest, double[] unsafe, String proof) {
    Optional<BigDecimal[]> deployed = Optional.of(ExactSlack.exact(unsafe));
    add(model, property, unsat(model, property, closest, Truth.SAT, deployed, proof));
  }

  /**
   * No input is unsafe in real numbers, but some runtime makes this one unsafe.
   *
   * @param output what it computes there
   */
  public void deployed(
      OnnxModel model,
      Property property,
      double[] point,
      float output,
      Deployment.Runtime runtime,
      String proof) {
    Optional<BigDecimal[]> unsafe = Optional.of(ExactSlack.exact(point));
    BigDecimal[] outputs = {new BigDecimal(output)};
    if (!ExactSlack.isUnsafe(property, unsafe.get(), outputs)) {
      throw new IllegalArgumentException(output + " is safe: " + proof);
    }
    Answer answer = unsat(model, property, point, Truth.SAT, unsafe, proof);
    add(model, property, answer.shownBy(new Deployment(outputs, runtime)));
  }

  private static Answer unsat(
      OnnxModel model,
      Property property,
      double[] closest,
      Truth float32,
      Optional<BigDecimal[]> deployed,
      String proof) {
    return new Answer(
        Truth.UNSAT,
        float32,
        Optional.of(ExactSlack.exact(closest)),
        deployed,
        slack(model, property, closest),
        proof);
  }

  /** Every input misses every unsafe set by at least this much. */
  public void unsatBy(double distance, OnnxModel model, Property property, String proof) {
    BigDecimal slack = new BigDecimal(distance).negate();
    Truth float32 = float32(slack, lowered(model), property);
    add(
        model,
        property,
        new Answer(
            Truth.UNSAT, float32, Optional.empty(), Optional.empty(), Optional.of(slack), proof));
  }

  private static Network lowered(OnnxModel model) {
    return new OnnxLowering(model).lower();
  }

  private static Optional<BigDecimal> slack(OnnxModel model, Property property, double[] point) {
    return ExactSlack.of(lowered(model), property, point);
  }

  /**
   * A question about a model of one output, which is known at one point in real numbers and in
   * binary32 alike: it is unsafe there, or nowhere.
   *
   * @param point the planted one, or the one that comes closest
   */
  public void known(
      OnnxModel model,
      Spelling spelling,
      Property property,
      double[] point,
      double output,
      String proof) {
    Answer real = known(property, point, output, proof);
    BigDecimal[] outputs = {new BigDecimal(output)};
    boolean isUnsafe = real.real() == Truth.SAT;
    Optional<BigDecimal[]> deployed = isUnsafe ? real.point() : Optional.empty();
    Answer both =
        new Answer(real.real(), real.real(), real.point(), deployed, real.slack(), proof)
            .withOutputs(outputs);
    Answer shown =
        isUnsafe ? both.shownBy(new Deployment(outputs, Deployment.Runtime.PLAIN)) : both;
    add(model, spelling, property, shown);
  }

  /** The same where nothing is said of binary32. */
  public void knownInReals(
      OnnxModel model, Property property, double[] point, double output, String proof) {
    Answer answer = known(property, point, output, proof).withOutputs(new BigDecimal(output));
    add(model, Spelling.PLAIN, property, answer);
  }

  private static Answer known(Property property, double[] point, double output, String proof) {
    BigDecimal[] x = ExactSlack.exact(point);
    BigDecimal[] y = {new BigDecimal(output)};
    return new Answer(
        ExactSlack.isUnsafe(property, x, y) ? Truth.SAT : Truth.UNSAT,
        Truth.UNSTATED,
        Optional.of(x),
        Optional.empty(),
        ExactSlack.of(property, x, y),
        proof);
  }

  public void add(OnnxModel model, Property property, Answer answer) {
    add(model, Spelling.PLAIN, property, answer);
  }

  private void add(OnnxModel model, Spelling spelling, Property property, Answer answer) {
    drafts.add(new Instance("", family, model, property, answer, spelling));
  }

  /** All instances, in an order and under names that say nothing of the answers. */
  public List<Instance> instances(SplittableRandom random) {
    List<Instance> order = new ArrayList<>(drafts);
    for (int k = order.size() - 1; k > 0; k--) {
      Collections.swap(order, k, random.nextInt(k + 1));
    }
    List<Instance> named = new ArrayList<>();
    for (Instance draft : order) {
      String name = String.format(Locale.ROOT, "%s-%03d", family, named.size());
      named.add(
          new Instance(
              name, family, draft.network(), draft.property(), draft.answer(), draft.spelling()));
    }
    return named;
  }

  private static Truth float32(BigDecimal slack, Network network, Property property) {
    return property.cases().stream()
            .allMatch(
                part -> exceedsError(slack.negate(), network, property, part.inputs().toBox()))
        ? Truth.UNSAT
        : Truth.UNSTATED;
  }

  private static boolean exceedsError(
      BigDecimal distance, Network network, Property property, Box box) {
    double[] errors = Float32Error.of(network, box);
    double greatest = 0;
    for (Case part : property.cases()) {
      for (LinearInequality inequality :
          part.unsafe().stream().flatMap(p -> p.inequalities().stream()).toList()) {
        double error = 0;
        for (int k = 0; k < inequality.outputIndices().length; k++) {
          double weight = inequality.outputCoefficients()[k].abs().doubleValue();
          error += weight * errors[inequality.outputIndices()[k]];
        }
        greatest = Math.max(greatest, error * (1 + 0x1p-40));
      }
    }
    return Double.isFinite(greatest) && distance.compareTo(new BigDecimal(greatest)) > 0;
  }
}
