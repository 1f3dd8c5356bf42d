package org.plumbline.falsifier.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All searches against the exhaustive one; {@code benchmarks/game} plays a hundred seeds. */
class SearchesAgreeTest {
  private static final double ROUNDING = 1e-9;

  static Stream<Arguments> games() {
    return LongStream.range(0, 8)
        .boxed()
        .flatMap(seed -> Stream.of(Players.values()).map(players -> Arguments.of(seed, players)));
  }

  @ParameterizedTest
  @MethodSource("games")
  void treeSearchReachesTheExhaustiveValue(long seed, Players players) {
    SmallGame small = new SmallGame(seed, players);
    TreeSearch search = search(small, 1_000_000, seed);
    search.run();
    assertThat(search.isSolved()).isTrue();
    assertThat(search.value()).isCloseTo(small.exhaustiveValue(), within(ROUNDING));
  }

  private static TreeSearch search(SmallGame small, long simulations, long seed) {
    JudgedStates states = new JudgedStates(small.game(), small::margins);
    return new TreeSearch(small.game(), states, TreeOptions.of(simulations), seed);
  }

  @ParameterizedTest
  @MethodSource("games")
  void alphaBetaReachesTheExhaustiveValueWithFewerStates(long seed, Players players) {
    SmallGame small = new SmallGame(seed, players);
    JudgedStates states = new JudgedStates(small.game(), small::margins);
    if (players == Players.RANDOM) {
      assertThatThrownBy(() -> new AlphaBetaSearch(small.game(), states, 1000))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    GameValue all = new ExhaustiveSearch(small.game(), small::margins, 2_000_000).value();
    GameValue value = new AlphaBetaSearch(small.game(), states, 2_000_000).value();
    assertThat(value.upper()).isCloseTo(all.upper(), within(ROUNDING));
    assertThat(value.states()).isLessThanOrEqualTo(all.states());
  }

  @ParameterizedTest
  @MethodSource("games")
  void bestFirstFindsTheSafeRadiusWithinItsBounds(long seed, Players players) {
    SmallGame small = new SmallGame(seed, players);
    JudgedStates states = new JudgedStates(small.game(), small::margins);
    if (players != Players.COOPERATIVE) {
      assertThatThrownBy(() -> new BestFirstSearch(small.game(), states, FlipDistance.NONE, 1000))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    double exact = small.exhaustiveValue();
    for (FlipDistance flip :
        List.of(FlipDistance.NONE, FlipDistance.lipschitz(small.lipschitzConstant()))) {
      JudgedStates judged = new JudgedStates(small.game(), small::margins);
      BestFirstSearch search = new BestFirstSearch(small.game(), judged, flip, 100);
      search.run();
      assertThat(search.value().lower()).isLessThanOrEqualTo(exact + ROUNDING);
      assertThat(search.value().upper()).isGreaterThanOrEqualTo(exact - ROUNDING);
      search =
          new BestFirstSearch(
              small.game(), new JudgedStates(small.game(), small::margins), flip, 2_000_000);
      search.run();
      assertThat(search.value().isExact()).isTrue();
      assertThat(search.value().upper()).isCloseTo(exact, within(ROUNDING));
    }
  }

  /** The judge gives up after so many states, somewhere within a batch. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
  void boundsHoldWhenASearchIsEndedFromOutside(long seed) {
    SmallGame small = new SmallGame(seed, Players.COOPERATIVE);
    double exact = small.exhaustiveValue();
    for (int most : new int[] {2, 20, 100, 500}) {
      JudgedStates states =
          new JudgedStates(
              small.game(),
              batch -> {
                if (batch.size() > most) {
                  throw new IllegalStateException("enough");
                }
                return small.margins(batch);
              });
      BestFirstSearch search =
          new BestFirstSearch(small.game(), states, FlipDistance.NONE, 2_000_000);
      try {
        search.run();
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("enough");
      }
      assertThat(search.value().lower()).isLessThanOrEqualTo(exact + ROUNDING);
      assertThat(search.value().upper()).isGreaterThanOrEqualTo(exact - ROUNDING);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedPlaysTheSameGame(Players players) {
    TreeSearch first = search(new SmallGame(5, players), 300, 9);
    TreeSearch second = search(new SmallGame(5, players), 300, 9);
    first.run();
    second.run();
    assertThat(second.value()).isEqualTo(first.value());
    assertThat(second.simulations()).isEqualTo(first.simulations());
  }

  @ParameterizedTest
  @MethodSource("games")
  void reductionsAreOneMinimal(long seed, Players players) {
    SmallGame small = new SmallGame(seed, players);
    JudgedStates states = new JudgedStates(small.game(), small::margins);
    State all = State.start();
    for (int group = 0; group < small.game().ladders().domain().pixels(); group++) {
      int sign = small.game().ladders().canMove(State.start(), group, 1) ? 1 : -1;
      all = all.with(group, sign);
      if (states.isAdversarial(all)) {
        State reduced = new Reduction(states).reduced(all);
        assertThat(states.isAdversarial(reduced)).isTrue();
        for (int n = 0; n < reduced.size(); n++) {
          assertThat(all.levelOf(reduced.group(n))).isEqualTo(reduced.level(n));
          assertThat(small.margins(List.of(reduced.with(reduced.group(n), 0)))[0]).isNotNegative();
        }
      }
    }
  }

  @Test
  void gamesTooLargeAreRefused() {
    SmallGame small = new SmallGame(0, Players.ADVERSARIAL);
    assertThatThrownBy(() -> new ExhaustiveSearch(small.game(), small::margins, 3).value())
        .hasMessage("the game has more than 3 states");
  }
}
