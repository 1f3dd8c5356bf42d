package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/**
 * A property in VNN-LIB 2.0. It is violated where some values of the inputs make all assertions
 * true at once.
 *
 * @param version such as {@code 2.0}
 * @param networks in the order of the file, at least one
 * @param assertions all of which hold together
 * @param warnings what was tolerated, with places
 */
public record Document(
    String version,
    List<NetworkDeclaration> networks,
    List<Formula> assertions,
    List<String> warnings) {
  public Document {
    networks = List.copyOf(networks);
    assertions = List.copyOf(assertions);
    warnings = List.copyOf(warnings);
  }

  /** Whether all assertions are true, exactly, where elements have these values. */
  public boolean holds(Function<Element, BigDecimal> point) {
    return assertions.stream().allMatch(assertion -> assertion.holds(point));
  }

  /** All declared tensors in the order of the file; an {@link Element} counts them from 0. */
  public List<VariableDeclaration> variables() {
    return networks.stream().flatMap(network -> network.variables().stream()).toList();
  }
}
