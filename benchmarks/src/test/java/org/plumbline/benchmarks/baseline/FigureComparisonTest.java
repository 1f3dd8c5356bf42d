package org.plumbline.benchmarks.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FigureComparisonTest {
  private static List<Figure> figures(String... lines) {
    return Stream.of(lines).map(Figure::parse).toList();
  }

  private static FigureComparison compare(String before, String after) {
    return FigureComparison.of(figures("a," + before + ",10"), figures("a," + after + ",20"));
  }

  @Test
  void lossesAreWorse() {
    assertThat(compare("certified", "undecided").worse())
        .containsExactly("a: was certified, is undecided");
    assertThat(compare("certified", "holds").worse()).hasSize(1);
    assertThat(compare("holds", "violated").worse()).hasSize(1);
    assertThat(compare("violated", "certified").worse()).hasSize(1);
    assertThat(FigureComparison.of(figures("a,holds,1"), List.of()).worse())
        .containsExactly("a: was not asked");
  }

  @Test
  void whatIsDecidedOrCertifiedNowIsBetter() {
    assertThat(compare("undecided", "violated").better()).hasSize(1);
    assertThat(compare("holds", "certified").better()).hasSize(1);
    assertThat(compare("holds", "certified").worse()).isEmpty();
  }

  @Test
  void timesAreComparedWhereBothDecide() {
    FigureComparison comparison =
        FigureComparison.of(
            figures("a,holds,10", "b,holds,10", "c,violated,10", "d,undecided,1"),
            figures("a,holds,20", "b,holds,30", "c,violated,5", "d,undecided,100"));
    assertThat(comparison.ratio()).isEqualTo(2);
    assertThat(comparison.text())
        .endsWith("0 worse, 0 better; median ratio of times, new to old: 2.00");
  }

  @Test
  void linesAreReadBack() {
    Figure figure = new Figure("digits/x.vnnlib", "certified", 12.25);
    assertThat(Figure.parse(figure.line()).verdict()).isEqualTo("certified");
    assertThatThrownBy(() -> Figure.parse("a,b")).hasMessageContaining("'a,b' is not name,verdict");
  }
}
