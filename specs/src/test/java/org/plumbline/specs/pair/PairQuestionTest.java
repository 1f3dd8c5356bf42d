package org.plumbline.specs.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.Element;
import org.plumbline.specs.vnnlib2.Vnnlib2Parser;
import org.plumbline.specs.vnnlib2.Vnnlib2Printer;

/** The documents mean what the questions say: exactly, at points on both sides of each border. */
class PairQuestionTest {
  private static final DecimalBox BOX = new DecimalBox(numbers("-1", "0"), numbers("1", "2"));
  private static final PairQuestion.Tensors NET =
      new PairQuestion.Tensors(List.of(1, 2), List.of(3));
  private static final InputRelation SAME = new InputRelation.Same();
  private static final BigDecimal TENTH = new BigDecimal("0.1");

  private static BigDecimal[] numbers(String... texts) {
    return Arrays.stream(texts).map(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  private static PairQuestion of(
      PairQuestion.Runs runs, InputRelation first, InputRelation second, OutputRelation outputs) {
    return new PairQuestion(runs, NET, NET, BOX, List.of(first, second), outputs);
  }

  private static Document asked(InputRelation second, OutputRelation outputs) {
    return of(PairQuestion.Runs.OF_TWO_NETWORKS, SAME, second, outputs).document();
  }

  /** Whether it is satisfied where X, Y of f and X, Y of g have these values. */
  private static boolean holds(Document document, String xf, String yf, String xg, String yg) {
    List<BigDecimal[]> tensors =
        List.of(
            numbers(xf.split(" ")),
            numbers(yf.split(" ")),
            numbers(xg.split(" ")),
            numbers(yg.split(" ")));
    return document.holds((Element e) -> tensors.get(e.variable())[(int) e.index()]);
  }

  @Test
  void outputsThatDiffer() {
    Document document = asked(SAME, new OutputRelation.Differs(TENTH));
    assertThat(holds(document, "0 1", "5 6 7", "0 1", "5 6 7.1")).isFalse();
    assertThat(holds(document, "0 1", "5 6 7", "0 1", "5 6 7.1001")).isTrue();
    assertThat(holds(document, "0 1", "5 6 7", "0 1", "4.8999 6 7")).isTrue();
    assertThat(holds(document, "0 1", "5 6 7", "0 1", "4.9 5.9 6.9")).isFalse();
  }

  @Test
  void anyDifferenceCountsWhereEpsilonIsZero() {
    Document document = asked(SAME, new OutputRelation.Differs(BigDecimal.ZERO));
    assertThat(holds(document, "0 1", "5 6 7", "0 1", "5 6 7")).isFalse();
    assertThat(holds(document, "0 1", "5 6 7", "0 1", "5 5.999999 7")).isTrue();
  }

  @Test
  void inputsAreInTheBoxAndEqual() {
    Document document = asked(SAME, new OutputRelation.Differs(TENTH));
    assertThat(holds(document, "-1 2", "0 0 0", "-1 2", "1 0 0")).isTrue();
    assertThat(holds(document, "-1.01 2", "0 0 0", "-1.01 2", "1 0 0")).isFalse();
    assertThat(holds(document, "-1 2.01", "0 0 0", "-1 2.01", "1 0 0")).isFalse();
    assertThat(holds(document, "-1 2", "0 0 0", "-1 1.99", "1 0 0")).isFalse();
  }

  @Test
  void theSecondInputIsNotLess() {
    Document document = asked(new InputRelation.NotLess(), new OutputRelation.Differs(TENTH));
    assertThat(holds(document, "0 1", "0 0 0", "0 1", "1 0 0")).isTrue();
    assertThat(holds(document, "0 1", "0 0 0", "0 2", "1 0 0")).isTrue();
    assertThat(holds(document, "0 1", "0 0 0", "0 0.999", "1 0 0")).isFalse();
    assertThat(holds(document, "0 1", "0 0 0", "0 2.001", "1 0 0")).isFalse();
  }

  @Test
  void theSecondInputIsNear() {
    Document document = asked(new InputRelation.Within(TENTH), new OutputRelation.Differs(TENTH));
    assertThat(holds(document, "0 1", "0 0 0", "0 1.1", "1 0 0")).isTrue();
    assertThat(holds(document, "0 1", "0 0 0", "0 0.9", "1 0 0")).isTrue();
    assertThat(holds(document, "0 1", "0 0 0", "0 1.101", "1 0 0")).isFalse();
    assertThat(holds(document, "0 1", "0 0 0", "0 0.899", "1 0 0")).isFalse();
    assertThat(holds(document, "0 2", "0 0 0", "0 2.05", "1 0 0")).isFalse();
  }

  @Test
  void theSecondInputIsAny() {
    Document document = asked(new InputRelation.Free(), new OutputRelation.Differs(TENTH));
    assertThat(holds(document, "0 2", "0 0 0", "0 0", "1 0 0")).isTrue();
    assertThat(holds(document, "0 2", "0 0 0", "0 -0.001", "1 0 0")).isFalse();
  }

  @Test
  void theSecondRunPrefersAnotherClass() {
    Document document = asked(SAME, new OutputRelation.OtherClass(BigDecimal.ZERO));
    assertThat(holds(document, "0 1", "1 3 2", "0 1", "0 5 4")).isFalse();
    assertThat(holds(document, "0 1", "1 3 2", "0 1", "0 4 5")).isTrue();
    assertThat(holds(document, "0 1", "1 3 2", "0 1", "0 5 5")).isFalse();
    assertThat(holds(document, "0 1", "1 3 3", "0 1", "9 0 0")).isFalse();
  }

  @Test
  void onlyWhereTheFirstRunIsSure() {
    Document document = asked(SAME, new OutputRelation.OtherClass(BigDecimal.ONE));
    assertThat(holds(document, "0 1", "1 3 2", "0 1", "0 4 5")).isTrue();
    assertThat(holds(document, "0 1", "1 2.999 2", "0 1", "0 4 5")).isFalse();
  }

  @Test
  void anOutputFallsOrRises() {
    Document less = asked(SAME, new OutputRelation.Less(1, BigDecimal.ZERO));
    assertThat(holds(less, "0 1", "0 3 0", "0 1", "9 2.999 9")).isTrue();
    assertThat(holds(less, "0 1", "0 3 0", "0 1", "-9 3 -9")).isFalse();
    Document greater = asked(SAME, new OutputRelation.Greater(1, TENTH));
    assertThat(holds(greater, "0 1", "0 3 0", "0 1", "0 3.101 0")).isTrue();
    assertThat(holds(greater, "0 1", "0 3 0", "0 1", "9 3.1 9")).isFalse();
    assertThat(holds(greater, "0 1", "0 3 0", "0 1", "0 2 0")).isFalse();
  }

  /** What is written is read as the same document, and one network has a copy. */
  @Test
  void documentsAreWrittenAndReadBack() {
    Document one =
        of(
                PairQuestion.Runs.OF_ONE_NETWORK,
                new InputRelation.NotLess(),
                new InputRelation.Within(TENTH),
                new OutputRelation.OtherClass(TENTH))
            .document();
    String text = Vnnlib2Printer.print(one);
    assertThat(text).contains("(declare-network g\n  (equal-to f)").contains("Xf real [1,2]");
    assertThat(Vnnlib2Printer.print(Vnnlib2Parser.parse(text, "text"))).isEqualTo(text);
    assertThat(Vnnlib2Printer.print(asked(SAME, new OutputRelation.Differs(TENTH))))
        .doesNotContain("equal-to");
  }

  /** Of the same numbers of inputs and outputs, which each declares as it has them. */
  @Test
  void shapesMayDiffer() {
    PairQuestion.Tensors other = new PairQuestion.Tensors(List.of(2), List.of(1, 3, 1));
    PairQuestion.Tensors wider = new PairQuestion.Tensors(List.of(2), List.of(4));
    List<InputRelation> same = List.of(SAME, SAME);
    OutputRelation differ = new OutputRelation.Differs(TENTH);
    Document document =
        new PairQuestion(PairQuestion.Runs.OF_TWO_NETWORKS, NET, other, BOX, same, differ)
            .document();
    assertThat(Vnnlib2Printer.print(document))
        .contains("Yf real [3]", "Yg real [1,3,1]", "(== Xg[1] Xf[0,1])", "(- Yf[2] Yg[0,2,0])");
    assertThat(holds(document, "0 1", "0 0 0", "0 1", "0 0 1")).isTrue();
    assertThatThrownBy(
            () ->
                new PairQuestion(PairQuestion.Runs.OF_TWO_NETWORKS, NET, wider, BOX, same, differ))
        .hasMessageContaining("other sizes");
  }

  @Test
  void relationsAndRangesAreAsManyAsInputs() {
    assertThatThrownBy(
            () ->
                new PairQuestion(
                    PairQuestion.Runs.OF_TWO_NETWORKS,
                    NET,
                    NET,
                    BOX,
                    Collections.nCopies(3, SAME),
                    new OutputRelation.Differs(TENTH)))
        .hasMessageContaining("3 relations and 2 ranges for an input of [1, 2]");
  }
}
