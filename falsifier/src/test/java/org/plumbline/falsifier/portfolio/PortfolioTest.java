package org.plumbline.falsifier.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.bayes.BayesianAttack;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.contract.BlackBox.Knowledge;
import org.plumbline.falsifier.gradient.FastGradientSign;
import org.plumbline.falsifier.gradient.ProjectedGradient;
import org.plumbline.falsifier.gradient.QuadraticTopK;
import org.plumbline.falsifier.gradient.WhiteBox;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.label.ArcPath;
import org.plumbline.falsifier.label.CurvatureAttack;
import org.plumbline.falsifier.score.PixelEvolution;
import org.plumbline.falsifier.score.SquareAttack;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Classifiers;
import org.plumbline.falsifier.trial.Goal;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.ImageAttackContractTest;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;

class PortfolioTest {
  private static final Goal AWAY = Goal.otherThan(0);

  private static Portfolio outside(Distance norm, double radius) {
    return new Portfolio(Optional.empty(), new Ball(norm, radius), List.of());
  }

  private static Portfolio inside(Distance norm, Network network, int threads) {
    WhiteBox box = new WhiteBox(network, JavaGemm::new, threads);
    return new Portfolio(Optional.of(box), new Ball(norm, 0.5), List.of());
  }

  private static Stream<Class<?>> kinds(List<ImageAttack> plan) {
    return plan.stream().map(Object::getClass);
  }

  @Test
  void whatIsKnownAndTheBudgetMakeThePlan() {
    Network network = Classifiers.relu(4, 3, 2, 1);
    Portfolio gradients = inside(Distance.LINF, network, 1);
    assertThat(kinds(gradients.plan(Knowledge.SCORES, AWAY, 9000)))
        .containsExactly(
            FastGradientSign.class,
            ProjectedGradient.class,
            ProjectedGradient.class,
            SquareAttack.class,
            CurvatureAttack.class);
    assertThat(kinds(inside(Distance.L2, network, 1).plan(Knowledge.LABELS, AWAY, 9000)))
        .containsExactly(QuadraticTopK.class, CurvatureAttack.class);
    Portfolio scores = outside(Distance.LINF, 0.3);
    assertThat(kinds(scores.plan(Knowledge.SCORES, AWAY, 300)))
        .containsExactly(BayesianAttack.class, CurvatureAttack.class);
    assertThat(kinds(scores.plan(Knowledge.SCORES, AWAY, 5000)))
        .containsExactly(SquareAttack.class, CurvatureAttack.class);
    assertThat(kinds(scores.plan(Knowledge.LABELS, AWAY, 5000)))
        .containsExactly(CurvatureAttack.class);
    assertThat(outside(Distance.L0, 5).plan(Knowledge.SCORES, AWAY, 5000))
        .startsWith(PixelEvolution.of(1), PixelEvolution.of(3), PixelEvolution.of(5))
        .hasSize(4);
  }

  @Test
  void targetsAreWalkedToByHalving() {
    assertThat(path(AWAY)).isEqualTo(ArcPath.SEMICIRCLE);
    assertThat(path(new Goal(0, List.of(1)))).isEqualTo(ArcPath.HALVING);
    assertThatThrownBy(() -> outside(Distance.L1, 1)).hasMessageContaining("L1");
  }

  private static ArcPath path(Goal goal) {
    List<ImageAttack> plan = outside(Distance.L2, 1).plan(Knowledge.LABELS, goal, 500);
    return ((CurvatureAttack) plan.get(plan.size() - 1)).path();
  }

  /** The plane is at the distance 5/4 from 0: the walk finds it, beyond the ball, and says so. */
  @Test
  void reportsTheDistanceOfAnImageOutsideOfTheBall() {
    double[] w = new double[16];
    Arrays.fill(w, 1);
    BlackBox box = Classifiers.scores(Classifiers.linear(w, 5), 1);
    AttackResult result =
        AttackResult.of(
            outside(Distance.L2, 0.1),
            Classifiers.question(
                box, new ImageDomain(1, 4, 4, -9, 9), new double[16], Distance.L2, 4000),
            List.of(),
            1);
    assertThat(result.adversarial().orElseThrow().distance()).isBetween(1.25, 1.3);
  }

  @Nested
  class Inside extends ImageAttackContractTest {
    @Override
    protected ImageAttack attack(Network network, int threads) {
      return inside(Distance.LINF, network, threads);
    }

    @Override
    protected int leastFound() {
      return 6;
    }

    @Override
    protected Distance distance() {
      return Distance.LINF;
    }
  }

  @Nested
  class Labels extends ImageAttackContractTest {
    @Override
    protected ImageAttack attack(Network network, int threads) {
      return outside(Distance.L2, 1e-3);
    }

    @Override
    protected boolean isContentWithLabels() {
      return true;
    }

    @Override
    protected int leastFound() {
      return 6;
    }
  }
}
