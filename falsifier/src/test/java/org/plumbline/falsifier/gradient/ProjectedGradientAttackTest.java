package org.plumbline.falsifier.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.falsifier.contract.Networks.atMost;
import static org.plumbline.falsifier.contract.Networks.cube;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.falsifier.contract.BoxAttack;
import org.plumbline.falsifier.contract.BoxAttackContractTest;
import org.plumbline.falsifier.contract.Networks;
import org.plumbline.falsifier.contract.Target;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;

final class ProjectedGradientAttackTest extends BoxAttackContractTest {
  private final Network network = Networks.distance();

  @Override
  protected BoxAttack falsifier(Network network) {
    return attack(network, AttackOptions.quick());
  }

  private static BoxAttack attack(Network network, AttackOptions options) {
    return new ProjectedGradientAttack(network, JavaGemm::new, 2, options);
  }

  private static Optional<double[]> search(
      Network network, Target target, double limit, long seed) {
    return attack(network, AttackOptions.thorough())
        .search(target, Networks.confirming(network, target, limit), Budget.unlimited(), seed);
  }

  /** The unsafe set has a hundred-thousandth of the cube's area: gradients lead there. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void descendsIntoASmallUnsafeSet(long seed) {
    Target target = Target.of(cube(), List.of(Polyhedron.of(atMost(0, 0.005))));
    assertThat(search(network, target, 0, seed)).as("seed %d", seed).isPresent();
  }

  /** A box of one point has no second candidate. */
  @Test
  void looksAtASinglePointOnce() {
    double[] point = {0.25, 0.25};
    Target target = Target.of(Box.point(point), List.of(Polyhedron.of(atMost(0, 100))));
    List<double[]> offered = new ArrayList<>();
    Optional<double[]> found =
        attack(network, AttackOptions.thorough())
            .search(
                target,
                x -> {
                  offered.add(x);
                  return false;
                },
                Budget.unlimited(),
                1);
    assertThat(found).isEmpty();
    assertThat(offered).containsExactly(point);
  }

  /** Only points deep inside are confirmed: the descent goes on beyond the first it finds. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void goesOnAfterARefusal(long seed) {
    Target target = Target.of(cube(), List.of(Polyhedron.of(atMost(0, 0.5))));
    assertThat(search(network, target, -0.45, seed)).as("seed %d", seed).isPresent();
  }

  /** The first polyhedron is empty, the second a strip of the cube's border. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aimsAtEveryPolyhedron(long seed) {
    Polyhedron never = Polyhedron.of(atMost(0, -0.01));
    Polyhedron conjunction = Polyhedron.of(atMost(0, 0.8), atMost(1, -0.4), atMost(2, -0.2));
    Target target = Target.of(cube(), List.of(never, never, conjunction));
    assertThat(search(network, target, 0, seed)).as("seed %d", seed).isPresent();
  }

  /** y = relu(x₀ − 0.9) + 1 ≥ 1.05 is unsafe; the gradient vanishes on 19 of 20 points. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void leavesPlateaus(long seed) {
    NetworkBuilder builder = new NetworkBuilder(1, 3);
    int hidden =
        builder.add(
            new AffineLayer(0, new DenseMap(1, 3, new double[] {1, 1, 0}), new double[] {-1.8}));
    int relu = builder.add(new ActivationLayer(hidden, 1, Activation.RELU));
    builder.add(new AffineLayer(relu, new DenseMap(1, 1, new double[] {-1}), new double[] {1}));
    Network plateau = builder.build();
    Target target = Target.of(cube(), List.of(Polyhedron.of(atMost(0, 0.95))));
    BoxAttack attack = attack(plateau, new AttackOptions(1, 64, 20, 2, 0.1, 0.01));
    assertThat(attack.search(target, x -> true, Budget.unlimited(), seed))
        .as("seed %d", seed)
        .isPresent();
  }

  /**
   * Every sign has to be positive, which random points between 0 and 1 achieve once in 2⁸⁰ times or
   * so; the derivatives are zero, the slopes that stand in for them lead there.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsItsWayThroughSigns(long seed) {
    Network votes = Networks.votes();
    double[] ends = new double[votes.inputSize()];
    Arrays.fill(ends, 0.6);
    Box box = new Box(new double[votes.inputSize()], ends);
    Target target = Target.of(box, List.of(Polyhedron.of(atMost(0, -30))));
    BoxAttack attack = attack(votes, new AttackOptions(1, 8, 20, 0, 0.5, 0.02));
    Optional<double[]> found =
        attack.search(target, Networks.confirming(votes, target, 0), Budget.unlimited(), seed);
    assertThat(found).as("seed %d", seed).isPresent();
  }

  @Test
  void stopsWhenItsBudgetIsCancelled() {
    Budget budget = Budget.unlimited();
    budget.cancel();
    Target target = Target.of(cube(), List.of(Polyhedron.of(atMost(0, 0.0001))));
    assertThat(attack(network, AttackOptions.thorough()).search(target, x -> true, budget, 1))
        .isEmpty();
  }

  @Test
  void refusesOptionsWithoutMeaning() {
    assertThatThrownBy(() -> new AttackOptions(0, 1, 1, 0, 0.5, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 probes");
    assertThatThrownBy(() -> new AttackOptions(1, 1, 1, 0, 0.1, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.1 to 0.5");
  }
}
