package org.plumbline.falsifier.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;

class LaddersTest {
  private static final ImageDomain GREY = new ImageDomain(1, 1, 3, 0, 1);
  private static final ImageDomain COLOUR = new ImageDomain(3, 1, 2, 0, 1);

  private static Rules rules(double step, Channels channels, Distance distance) {
    return new Rules(step, channels, distance, 100, Players.COOPERATIVE);
  }

  private static double[] image(Ladders ladders, State state) {
    double[] batch = new double[2 * ladders.domain().values()];
    ladders.write(state, batch, 1);
    return Arrays.copyOfRange(batch, ladders.domain().values(), batch.length);
  }

  /** From 0.25 by steps of 0.3: up to 0.55, 0.85 and 1; down to 0. */
  @Test
  void stepsAreClippedToTheDomain() {
    Ladders ladders =
        new Ladders(new double[] {0.25, 1, 0}, GREY, rules(0.3, Channels.TOGETHER, Distance.L1));
    State up = State.start().with(0, 2);
    assertThat(image(ladders, up)[0]).isCloseTo(0.85, within(1e-12));
    assertThat(ladders.canMove(up, 0, 1)).isTrue();
    assertThat(image(ladders, up.with(0, 3))[0]).isEqualTo(1);
    assertThat(ladders.canMove(up.with(0, 3), 0, 1)).isFalse();
    assertThat(ladders.canMove(up, 0, -1)).as("no turning back").isFalse();
    assertThat(ladders.canMove(State.start(), 1, 1)).as("at the end already").isFalse();
    assertThat(image(ladders, State.start().with(0, -1))[0]).isZero();
  }

  @Test
  void anInfiniteStepGoesToTheEnds() {
    Ladders ladders =
        new Ladders(
            new double[] {0.25, 1, 0},
            GREY,
            rules(Double.POSITIVE_INFINITY, Channels.TOGETHER, Distance.L1));
    assertThat(image(ladders, State.start().with(0, 1))).containsExactly(1, 1, 0);
    assertThat(image(ladders, State.start().with(0, -1).with(2, 1))).containsExactly(0, 1, 1);
    assertThat(ladders.canMove(State.start().with(0, 1), 0, 1)).isFalse();
  }

  @Test
  void channelsMoveTogetherOrAlone() {
    double[] original = {0.5, 0.5, 0.9, 0.5, 0.5, 0.5};
    Ladders together = new Ladders(original, COLOUR, rules(0.25, Channels.TOGETHER, Distance.L0));
    assertThat(image(together, State.start().with(0, 1)))
        .containsExactly(0.75, 0.5, 1, 0.5, 0.75, 0.5);
    assertThat(together.canMove(State.start().with(0, 1), 0, 1)).isTrue();
    Ladders alone = new Ladders(original, COLOUR, rules(0.25, Channels.ONE, Distance.L0));
    State twoChannels = State.start().with(3, 1).with(5, -1);
    assertThat(image(alone, twoChannels)).containsExactly(0.5, 0.75, 0.9, 0.5, 0.5, 0.25);
    assertThat(alone.distance(twoChannels)).isEqualTo(1);
    assertThat(alone.distance(twoChannels.with(0, 1))).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aStatesDistanceIsItsImages(Distance distance) {
    SplittableRandom random = new SplittableRandom(distance.ordinal());
    for (Channels channels : Channels.values()) {
      ImageDomain domain = new ImageDomain(3, 4, 5, -1, 2);
      double[] original = random.doubles(domain.values(), -1, 2).toArray();
      Ladders ladders = new Ladders(original, domain, rules(0.4, channels, distance));
      State state = State.start();
      for (int k = 0; k < 12; k++) {
        int group = random.nextInt(domain.pixels() * ladders.groupsOfPixel());
        int sign = random.nextBoolean() ? 1 : -1;
        if (ladders.canMove(state, group, sign)) {
          double before = ladders.distance(state);
          state = state.with(group, state.levelOf(group) + sign);
          assertThat(ladders.distance(state)).isGreaterThanOrEqualTo(before);
        }
        assertThat(ladders.distance(state))
            .isCloseTo(distance.between(original, image(ladders, state), domain), within(1e-12));
      }
    }
  }

  @Test
  void statesAreEqualByWhatTheyMove() {
    State one = State.start().with(7, 1).with(3, -2).with(5, 4);
    State other = State.start().with(5, 4).with(9, 1).with(3, -2).with(9, 0).with(7, 1);
    assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(one.levelOf(3)).isEqualTo(-2);
    assertThat(one.levelOf(4)).isZero();
    assertThat(one.with(4, 0)).isEqualTo(one);
    assertThat(one.with(3, 2)).isNotEqualTo(one);
    assertThat(one.with(3, 0).with(5, 0).with(7, 0)).isEqualTo(State.start());
  }

  @Test
  void rulesNeedStepsAndALimit() {
    assertThatThrownBy(() -> rules(0, Channels.ONE, Distance.L1))
        .hasMessage("a step of 0.0 is not positive");
    assertThatThrownBy(() -> new Rules(1, Channels.ONE, Distance.L1, Double.NaN, Players.RANDOM))
        .hasMessage("a limit of NaN is not positive");
  }
}
