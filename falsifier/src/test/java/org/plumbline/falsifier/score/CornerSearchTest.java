package org.plumbline.falsifier.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.falsifier.contract.Networks.atMost;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.contract.BoxAttack;
import org.plumbline.falsifier.contract.BoxAttackContractTest;
import org.plumbline.falsifier.contract.Networks;
import org.plumbline.falsifier.contract.Target;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;

final class CornerSearchTest extends BoxAttackContractTest {

  @Override
  protected BoxAttack falsifier(Network network) {
    return new CornerSearch(network, new JavaGemm(), 300);
  }

  /** Only one corner has y₁ ≤ −1 and y₂ ≤ −1. */
  @Test
  void triesEveryCornerOfAFewInputs() {
    Target target =
        Target.of(Networks.cube(), List.of(Polyhedron.of(atMost(1, -1), atMost(2, -1))));
    assertThat(falsifier(Networks.distance()).search(target, x -> true, Budget.unlimited(), 1))
        .hasValueSatisfying(x -> assertThat(x).containsExactly(-1, -1, 0.5));
  }

  @Test
  void stopsWhenItsBudgetIsCancelled() {
    Budget budget = Budget.unlimited();
    budget.cancel();
    Target target = Target.of(Networks.cube(), List.of(Polyhedron.of(atMost(0, 5))));
    assertThat(falsifier(Networks.distance()).search(target, x -> true, budget, 1)).isEmpty();
  }
}
