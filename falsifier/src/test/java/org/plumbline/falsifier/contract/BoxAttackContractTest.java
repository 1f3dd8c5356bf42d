package org.plumbline.falsifier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.falsifier.contract.Networks.atMost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;

/** What every search owes its callers. */
public abstract class BoxAttackContractTest {
  private final Network network = Networks.distance();

  protected abstract BoxAttack falsifier(Network network);

  private static Target target(double rhs) {
    return Target.of(Networks.cube(), List.of(Polyhedron.of(atMost(0, rhs))));
  }

  /** The unsafe set fills more than half of the cube. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsAConfirmedPointOfALargeUnsafeSet(long seed) {
    Target target = target(1.2);
    Confirmation confirmation = Networks.confirming(network, target, 0);
    Optional<double[]> found =
        falsifier(network).search(target, confirmation, Budget.unlimited(), seed);
    assertThat(found).as("seed %d", seed).isPresent();
    assertThat(confirmation.confirms(found.get())).as("seed %d", seed).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsTheSameForTheSameSeedAlsoWhenReused(long seed) {
    Target target = target(0.5);
    Confirmation confirmation = Networks.confirming(network, target, 0);
    BoxAttack falsifier = falsifier(network);
    double[] first = falsifier.search(target, confirmation, Budget.unlimited(), seed).orElseThrow();
    double[] again = falsifier.search(target, confirmation, Budget.unlimited(), seed).orElseThrow();
    double[] fresh =
        falsifier(network).search(target, confirmation, Budget.unlimited(), seed).orElseThrow();
    assertThat(again).as("seed %d", seed).containsExactly(first);
    assertThat(fresh).as("seed %d", seed).containsExactly(first);
  }

  @Test
  void returnsNothingThatIsNotConfirmedAndAsksSeldom() {
    List<double[]> asked = new ArrayList<>();
    Confirmation refusing =
        x -> {
          asked.add(x.clone());
          return false;
        };
    Target target = target(1.2);
    assertThat(falsifier(network).search(target, refusing, Budget.unlimited(), 1)).isEmpty();
    assertThat(asked).hasSizeBetween(1, 25).allMatch(x -> target.box().contains(x));
  }

  @Test
  void findsNothingWhereNothingIs() {
    Target target = target(-0.001);
    assertThat(falsifier(network).search(target, x -> true, Budget.unlimited(), 1)).isEmpty();
    Target nothingUnsafe = Target.of(Networks.cube(), List.of());
    assertThat(falsifier(network).search(nothingUnsafe, x -> true, Budget.unlimited(), 1))
        .isEmpty();
  }

  @Test
  void triesABoxOfOnePoint() {
    Box point = Box.point(new double[] {0.3, -0.2, 0});
    Target target = Target.of(point, List.of(Polyhedron.of(atMost(0, 0.01))));
    assertThat(falsifier(network).search(target, x -> true, Budget.unlimited(), 1))
        .hasValueSatisfying(x -> assertThat(x).containsExactly(point.lower()));
  }

  @Test
  void staysInsideHugeBoxes() {
    double huge = Double.MAX_VALUE;
    Box box = new Box(new double[] {-huge, -1, 0}, new double[] {huge, 1, huge});
    Target target = Target.of(box, List.of(Polyhedron.of(atMost(1, -5), atMost(0, 1e300))));
    List<double[]> asked = new ArrayList<>();
    Confirmation refusing =
        x -> {
          asked.add(x.clone());
          return false;
        };
    assertThat(falsifier(network).search(target, refusing, Budget.unlimited(), 1)).isEmpty();
    assertThat(asked).allMatch(box::contains);
  }
}
