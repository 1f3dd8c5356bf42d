package org.plumbline.specs.replay;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.plumbline.network.exact.Dyadic;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

/**
 * Outputs of one run. Exact decimals of them are made only where an inequality asks: a deep
 * network's exact outputs have thousands of digits.
 *
 * @param outputs rounded to doubles
 * @param exact the exact value of an output as computed; asked only for finite ones
 * @param errors how far computed outputs may be from those of the network
 */
record Replay(double[] outputs, IntFunction<BigDecimal> exact, double[] errors) {

  static Replay of(Dyadic[] outputs) {
    double[] rounded = Arrays.stream(outputs).mapToDouble(Dyadic::toDouble).toArray();
    return new Replay(rounded, j -> outputs[j].toBigDecimal(), new double[outputs.length]);
  }

  static Replay of(double[] outputs, double[] errors) {
    return new Replay(outputs, j -> new BigDecimal(outputs[j]), errors);
  }

  static Replay of(RunningError analysis, InwardPoint point) {
    RunningError.Enclosure enclosure = analysis.enclose(point.doubles(), point.deviation());
    return of(enclosure.values(), enclosure.errors());
  }

  /** Of binary32 arithmetic, taken at its word. */
  static Replay of(float[] outputs) {
    double[] widened = new double[outputs.length];
    Arrays.setAll(widened, j -> outputs[j]);
    return of(widened, new double[outputs.length]);
  }

  Slack slack(LinearInequality inequality, BigDecimal[] x) {
    BigDecimal[] y = new BigDecimal[outputs.length];
    BigDecimal error = BigDecimal.ZERO;
    int[] indices = inequality.outputIndices();
    for (int k = 0; k < indices.length; k++) {
      int j = indices[k];
      if (!Double.isFinite(outputs[j]) || !Double.isFinite(errors[j])) {
        return Slack.UNKNOWN;
      }
      y[j] = exact.apply(j);
      error =
          error.add(inequality.outputCoefficients()[k].abs().multiply(new BigDecimal(errors[j])));
    }
    return new Slack(inequality.slack(x, y), error, inequality.strict());
  }

  List<Slack> slacks(Polyhedron polyhedron, BigDecimal[] x) {
    return polyhedron.inequalities().stream().map(i -> slack(i, x)).toList();
  }

  boolean isIn(Polyhedron unsafe, BigDecimal[] x) {
    return slacks(unsafe, x).stream().allMatch(Slack::isMet);
  }
}
