package org.plumbline.soundness.run;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.eval.Float32ForwardPass;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.exact.Dyadic;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.soundness.instance.ExactSlack;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Decimals;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.specs.vnnlib.VnnLibParser;

/**
 * Replays claimed counterexamples, trusting nothing but their inputs. Printed decimals stand for
 * the nearest doubles. A point in the box is judged by {@link CounterexampleChecker}, which may
 * round it to binary32, inside of the box: what it accepts is a violation, whatever was claimed.
 */
public final class WitnessReplay {
  private static final MathContext DIGITS = new MathContext(30);
  private static final long MOST_PRODUCTS = 20_000_000;

  private final Network network;
  private final Property property;
  private final CounterexampleChecker checker;

  public WitnessReplay(Path network, Path property) throws IOException {
    this.network = OnnxReader.read(network);
    this.property = VnnLibParser.parse(property);
    this.checker = new CounterexampleChecker(Query.of(this.network, this.property));
  }

  public int inputs() {
    return network.inputSize();
  }

  /**
   * Empty where the property has no unsafe set, so that there is nothing to measure, or the inputs
   * are no finite numbers.
   *
   * @param witness one decimal per input
   */
  public Optional<Replay> replay(List<String> witness) {
    BigDecimal[] decimals = new BigDecimal[witness.size()];
    try {
      for (int i = 0; i < decimals.length; i++) {
        decimals[i] = Decimals.parse(witness.get(i));
      }
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    double[] x = Arrays.stream(decimals).mapToDouble(BigDecimal::doubleValue).toArray();
    if (x.length != network.inputSize() || !isFinite(x)) {
      return Optional.empty();
    }
    return nearest(x).map(part -> replay(part, decimals, x));
  }

  private Optional<Case> nearest(double[] x) {
    BigDecimal[] exact = ExactSlack.exact(x);
    return property.cases().stream()
        .filter(part -> !part.unsafe().isEmpty())
        .min(Comparator.comparing(part -> outside(part.inputs(), exact)));
  }

  private Replay replay(Case part, BigDecimal[] decimals, double[] x) {
    boolean isExact =
        network.isPiecewiseLinear()
            && ExactForwardPass.isFaithful(network)
            && ExactForwardPass.products(network) <= MOST_PRODUCTS;
    BigDecimal[] inputs = ExactSlack.exact(x);
    BigDecimal margin = margin(part, inputs, isExact ? exactOutputs(x) : doubleOutputs(x));
    float[] narrow = narrow(x);
    double[] wide = widened(narrow);
    double[] outputs = widened(new Float32ForwardPass(network).outputs(narrow));
    boolean isFinite = isFinite(outputs) && isFinite(wide);
    return new Replay(
        outside(part.inputs(), decimals).min(outside(part.inputs(), inputs)).round(DIGITS),
        margin.round(DIGITS),
        isExact,
        isViolation(decimals, x),
        isFinite
            ? margin(part, ExactSlack.exact(wide), ExactSlack.exact(outputs)).doubleValue()
            : Double.NEGATIVE_INFINITY,
        isFinite
            && ExactSlack.isUnsafe(property, ExactSlack.exact(wide), ExactSlack.exact(outputs)));
  }

  private boolean isViolation(BigDecimal[] decimals, double[] x) {
    BigDecimal[] exact = ExactSlack.exact(x);
    return property.cases().stream()
        .filter(part -> part.inputs().contains(decimals) || part.inputs().contains(exact))
        .flatMap(part -> checker.check(part, x).stream())
        .anyMatch(Counterexample::isViolation);
  }

  private static BigDecimal outside(DecimalBox box, BigDecimal[] x) {
    BigDecimal greatest = BigDecimal.ZERO;
    for (int i = 0; i < x.length; i++) {
      greatest = greatest.max(box.lower()[i].subtract(x[i])).max(x[i].subtract(box.upper()[i]));
    }
    return greatest;
  }

  /** The best unsafe set's least slack; a set without inequalities is everything. */
  private static BigDecimal margin(Case part, BigDecimal[] x, BigDecimal[] y) {
    return part.unsafe().stream()
        .map(unsafe -> margin(unsafe, x, y))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static BigDecimal margin(Polyhedron unsafe, BigDecimal[] x, BigDecimal[] y) {
    return unsafe.inequalities().stream()
        .map(inequality -> inequality.slack(x, y))
        .min(Comparator.naturalOrder())
        .orElse(BigDecimal.ZERO);
  }

  private BigDecimal[] exactOutputs(double[] x) {
    return Arrays.stream(new ExactForwardPass(network).outputs(x))
        .map(Dyadic::toBigDecimal)
        .toArray(BigDecimal[]::new);
  }

  private BigDecimal[] doubleOutputs(double[] x) {
    return ExactSlack.exact(new ForwardPass(network, new JavaGemm()).outputs(1, x));
  }

  private static float[] narrow(double[] x) {
    float[] narrow = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      narrow[i] = (float) x[i];
    }
    return narrow;
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  private static boolean isFinite(double[] values) {
    return DoubleStream.of(values).allMatch(Double::isFinite);
  }
}
