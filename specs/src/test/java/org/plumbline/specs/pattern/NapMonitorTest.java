package org.plumbline.specs.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;

/** Class 0 wants the first neuron active and the second inactive; class 1 has no pattern. */
class NapMonitorTest {
  private static final int[] WIDTHS = {2};
  private static final Literal SECOND_OFF = new Literal(1, 1, Phase.INACTIVE);

  private static PatternFile file(int[] widths, Literal... literals) {
    Provenance from = new Provenance("", "", 0, 1, Provenance.Protocol.ALL, BigDecimal.ZERO, "");
    ActivationPattern pattern = ActivationPattern.of(widths, List.of(literals));
    return new PatternFile(from, widths, List.of(new ClassPattern(0, 1, pattern, new int[0])));
  }

  private static NapMonitor monitor(Network network) {
    PatternFile file = file(WIDTHS, new Literal(1, 0, Phase.ACTIVE), SECOND_OFF);
    return new NapMonitor(network, file, new JavaGemm());
  }

  @Test
  void judgesByThePatternOfTheNetworksClass() {
    NapMonitor monitor = monitor(Tiny.positiveParts());
    NapMonitor.Judgement good = monitor.judge(new double[] {1, -1});
    assertThat(good.predicted()).hasValue(0);
    assertThat(good.follows()).isTrue();
    NapMonitor.Judgement bad = monitor.judge(new double[] {2, 1});
    assertThat(bad.predicted()).hasValue(0);
    assertThat(bad.follows()).isFalse();
    assertThat(bad.violated()).containsExactly(SECOND_OFF);
    assertThat(monitor.judge(new double[] {-1, -1}).violated())
        .as("both scores are 0, the first wins")
        .containsExactly(new Literal(1, 0, Phase.ACTIVE));
  }

  @Test
  void aClassWithoutAPatternIsNotFollowed() {
    NapMonitor.Judgement judgement = monitor(Tiny.positiveParts()).judge(new double[] {0, 1});
    assertThat(judgement.predicted()).hasValue(1);
    assertThat(judgement.pattern()).isEmpty();
    assertThat(judgement.follows()).isFalse();
  }

  @Test
  void anEmptyPatternIsFollowedByAll() {
    NapMonitor monitor = new NapMonitor(Tiny.positiveParts(), file(WIDTHS), new JavaGemm());
    assertThat(monitor.judge(new double[] {3, 2}).follows()).isTrue();
  }

  @Test
  void notANumberFollowsNothing() {
    int[] widths = {2, 2};
    NapMonitor monitor =
        new NapMonitor(
            Overflow.network(), file(widths, new Literal(1, 0, Phase.ACTIVE)), new JavaGemm());
    NapMonitor.Judgement judgement = monitor.judge(new double[] {1e308, 1e308});
    assertThat(judgement.predicted()).isEmpty();
    assertThat(judgement.follows()).isFalse();
    ActivationPattern pattern =
        file(widths, new Literal(1, 0, Phase.ACTIVE)).patterns().get(0).pattern();
    assertThat(monitor.violated(new double[] {1e308, 1e308}, pattern)).hasSize(1);
  }

  @Test
  void patternsOfAnotherNetworkAreRefused() {
    assertThatThrownBy(() -> new NapMonitor(Tiny.random(1), file(WIDTHS), new JavaGemm()))
        .hasMessageContaining("maybe it belongs to another network");
  }
}
