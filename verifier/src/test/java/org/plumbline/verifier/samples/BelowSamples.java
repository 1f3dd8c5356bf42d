package org.plumbline.verifier.samples;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Query;

/** Questions that probably hold, and are not easy: a little beyond what samples show. */
public final class BelowSamples {
  private static final int SAMPLES = 2000;

  private BelowSamples() {}

  /** Whether the output falls a little below all that samples of a box gave. */
  public static Query query(Network network, Random random) {
    int n = network.inputSize();
    double[] middle = random.doubles(n, -1, 1).toArray();
    double radius = 0.05 + 0.2 * random.nextDouble();
    double[] points = new double[SAMPLES * n];
    Arrays.setAll(points, i -> middle[i % n] + radius * (2 * random.nextDouble() - 1));
    double[] outputs = new ForwardPass(network, new JavaGemm()).outputs(SAMPLES, points);
    double least = Arrays.stream(outputs, 0, SAMPLES).min().orElseThrow();
    double most = Arrays.stream(outputs, 0, SAMPLES).max().orElseThrow();
    BigDecimal[] low =
        IntStream.range(0, n)
            .mapToObj(i -> new BigDecimal(middle[i] - radius))
            .toArray(BigDecimal[]::new);
    BigDecimal[] high =
        IntStream.range(0, n)
            .mapToObj(i -> new BigDecimal(middle[i] + radius))
            .toArray(BigDecimal[]::new);
    LinearInequality unsafe =
        LinearInequality.ofOutputs(
            new int[] {0},
            new BigDecimal[] {BigDecimal.ONE},
            new BigDecimal(least - 0.2 * (most - least)));
    Case only = new Case(new DecimalBox(low, high), List.of(Polyhedron.of(unsafe)));
    return Query.of(network, new Property(n, 1, List.of(only)));
  }
}
