package org.plumbline.soundness.instance;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.exact.Dyadic;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/** How deep inside the unsafe set a point is, without any rounding. */
public final class ExactSlack {
  private ExactSlack() {}

  /**
   * The greatest, over the unsafe sets of the cases whose box has the point in it, of the smallest
   * slack of an inequality; empty where there is no such inequality.
   *
   * @throws IllegalArgumentException when the network is not piecewise linear
   */
  public static Optional<BigDecimal> of(Network network, Property property, double[] point) {
    Dyadic[] outputs = new ExactForwardPass(network).outputs(point);
    return of(
        property,
        exact(point),
        Arrays.stream(outputs).map(Dyadic::toBigDecimal).toArray(BigDecimal[]::new));
  }

  /** The same for known outputs. */
  public static Optional<BigDecimal> of(Property property, BigDecimal[] x, BigDecimal[] y) {
    Optional<BigDecimal> greatest = Optional.empty();
    for (Case part : property.cases()) {
      if (!part.inputs().contains(x)) {
        continue;
      }
      for (Polyhedron polyhedron : part.unsafe()) {
        Optional<BigDecimal> slack =
            polyhedron.inequalities().stream().map(i -> i.slack(x, y)).min(BigDecimal::compareTo);
        if (slack.isPresent()
            && (greatest.isEmpty() || slack.get().compareTo(greatest.get()) > 0)) {
          greatest = slack;
        }
      }
    }
    return greatest;
  }

  /** Whether the point is in an unsafe set, strictness of inequalities respected. */
  public static boolean isUnsafe(Property property, BigDecimal[] x, BigDecimal[] y) {
    return property.cases().stream()
        .filter(part -> part.inputs().contains(x))
        .flatMap(part -> part.unsafe().stream())
        .anyMatch(polyhedron -> polyhedron.contains(x, y));
  }

  public static BigDecimal[] exact(double[] point) {
    return Arrays.stream(point).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }
}
