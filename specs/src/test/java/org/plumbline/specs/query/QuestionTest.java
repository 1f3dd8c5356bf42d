package org.plumbline.specs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ConditionalNetwork;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkPiece;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

class QuestionTest {
  private static final Network NETWORK = Samples.scalar(2, Activation.RELU);

  private static Property property(LinearInequality unsafe, String... ends) {
    List<Case> cases =
        IntStream.range(0, ends.length / 2)
            .mapToObj(k -> Samples.interval(ends[2 * k], ends[2 * k + 1]))
            .map(box -> new Case(box, List.of(Polyhedron.of(unsafe))))
            .toList();
    return new Property(1, 1, cases);
  }

  /** One piece for every whole part of the only input. */
  private static List<NetworkPiece> pieces(Box box) {
    return LongStream.rangeClosed((long) box.lower()[0], (long) box.upper()[0])
        .mapToObj(QuestionTest::piece)
        .toList();
  }

  private static NetworkPiece piece(long whole) {
    Map<Integer, Long> wholeParts = Map.of(0, whole);
    return new NetworkPiece(
        new TreeMap<>(wholeParts), () -> new ConditionalNetwork(NETWORK, Map.of(), wholeParts));
  }

  @Test
  void aPartLooksAtOnePointOfItsPiece() {
    Property property = property(Samples.atLeast("1"), "-1.5", "1.25");
    List<DecimalBox> boxes =
        Question.inPieces(property, QuestionTest::pieces).parts().stream()
            .map(part -> part.get().property().cases().get(0).inputs())
            .toList();
    assertThat(boxes)
        .containsExactly(
            Samples.interval("-1", "-1"), Samples.interval("0", "0"), Samples.interval("1", "1"));
  }

  @Test
  void wholeNumbersOutsideOfTheBoxAreMovedInside() {
    Property property = property(Samples.atLeast("1"), "0.25", "1.25");
    List<DecimalBox> boxes =
        Question.inPieces(property, QuestionTest::pieces).parts().stream()
            .map(part -> part.get().property().cases().get(0).inputs())
            .toList();
    assertThat(boxes).containsExactly(Samples.interval("0.25", "0.25"), Samples.interval("1", "1"));
  }

  @Test
  void aWholePartThatOnlyRoundingGivesIsRefused() {
    Property property = property(Samples.atLeast("1"), "0", "1.99999999999999999999");
    assertThatThrownBy(() -> Question.inPieces(property, QuestionTest::pieces))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input X_0")
        .hasMessageContaining("1.99999999999999999999 of its range to 2");
  }

  @Test
  void everyCaseHasPiecesOfItsOwn() {
    Property property = property(Samples.atLeast("1"), "0", "1", "5", "7");
    Question question = Question.inPieces(property, QuestionTest::pieces);
    assertThat(question.property()).isSameAs(property);
    assertThat(question.parts()).hasSize(2 + 3);
    assertThat(question.parts().get(4).get().boxes()).containsExactly(box(7, 7));
  }

  @Test
  void aNetworkForOtherInputsIsRefused() {
    Property property = property(Samples.atLeast("1"), "3", "4");
    NetworkPiece mixedUp = new NetworkPiece(piece(3).wholeParts(), piece(2).maker());
    Question wrong = Question.inPieces(property, box -> List.of(mixedUp));
    assertThatThrownBy(() -> wrong.parts().get(0).get())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X_0 ranges from 3.0 to 3.0")
        .hasMessageContaining("read for 2");
    ConditionalNetwork fixed = new ConditionalNetwork(NETWORK, Map.of(0, 0.5), Map.of());
    assertThatThrownBy(() -> Query.of(fixed, property(Samples.atLeast("1"), "0.5", "0.75")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("read for 0.5");
    assertThatThrownBy(
            () -> Query.of(fixed, property(Samples.atLeast("1"), "0.5", "0.5", "1", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X_0 ranges from 1.0 to 1.0");
    Property point = property(Samples.atLeast("1"), "0.5", "0.5");
    assertThat(Query.of(fixed, point).network()).isSameAs(NETWORK);
  }

  @Test
  void anUnsafeSetThatSpeaksOfAnIndexIsRefused() {
    LinearInequality compared =
        new LinearInequality(
            new int[] {0},
            new BigDecimal[] {BigDecimal.ONE},
            new int[] {0},
            new BigDecimal[] {BigDecimal.ONE.negate()},
            BigDecimal.ZERO,
            false);
    Property property = property(compared, "0", "1");
    assertThatThrownBy(() -> Question.inPieces(property, QuestionTest::pieces))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input X_0 as an index");
  }

  @Test
  void withoutACaseNothingIsRead() {
    Question question =
        Question.inPieces(
            property(Samples.atLeast("1")),
            box -> {
              throw new AssertionError("read on " + box);
            });
    assertThat(question.parts()).isEmpty();
  }

  private static Box box(double lower, double upper) {
    return new Box(new double[] {lower}, new double[] {upper});
  }
}
