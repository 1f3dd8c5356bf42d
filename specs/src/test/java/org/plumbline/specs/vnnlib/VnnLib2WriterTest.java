package org.plumbline.specs.vnnlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib2.JoinedProperty;
import org.plumbline.specs.vnnlib2.Vnnlib2Parser;

class VnnLib2WriterTest {
  private static final String DECLARATIONS =
      "(declare-const X_0 Real)(declare-const X_1 Real)(declare-const Y_0 Real)"
          + "(declare-const Y_1 Real)";

  private static String written(String assertions) {
    Property property = VnnLibParser.parse(DECLARATIONS + assertions, "test");
    String text = VnnLib2Writer.write(property, new int[] {1, 2}, new int[] {1, 1, 2});
    return text.lines().filter(line -> !line.startsWith(";")).reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  void oneBoxAndOneUnsafeSet() {
    assertThat(
            written(
                "(assert (and (>= X_0 0) (<= X_0 1e-2) (>= X_1 -1) (<= X_1 1)"
                    + " (<= Y_0 Y_1) (< (* 2 Y_1) 3)))"))
        .isEqualTo(
            """
            (vnnlib-version <2.0>)
            (declare-network f
              (declare-input X real [1,2])
              (declare-output Y real [1,1,2]))
            (assert (>= X[0,0] 0.0))
            (assert (<= X[0,0] 0.01))
            (assert (>= X[0,1] -1.0))
            (assert (<= X[0,1] 1.0))
            (assert (and (<= (+ Y[0,0,0] (* -1.0 Y[0,0,1])) 0.0) (< (* 2.0 Y[0,0,1]) 3.0)))
            """);
  }

  @Test
  void severalBoxesAreAlternatives() {
    assertThat(
            written(
                "(assert (or (and (>= X_0 0) (<= X_0 1) (>= X_1 0) (<= X_1 1) (>= Y_0 1))"
                    + "(and (>= X_0 2) (<= X_0 3) (>= X_1 0) (<= X_1 1) (>= Y_1 1))))"))
        .contains("(assert (or\n  (and (>= X[0,0] 0.0) (<= X[0,0] 1.0) ")
        .contains("(<= X[0,1] 1.0) (<= (* -1.0 Y[0,0,1]) -1.0)))");
  }

  @Test
  void nothingUnsafeIsAContradiction() {
    String text = VnnLib2Writer.write(new Property(1, 1, List.of()), new int[] {1}, new int[] {});
    assertThat(text).endsWith("(assert (< Y Y))\n");
  }

  /** The reader of the second language gives back what the first one read. */
  @Test
  void readsBackAsTheSameProperty() {
    Property property =
        VnnLibParser.parse(
            DECLARATIONS
                + "(assert (or (and (>= X_0 0) (<= X_0 1) (>= X_1 1e-9) (<= X_1 1) (>= Y_0 1))"
                + "(and (>= X_0 2) (< X_0 3) (>= X_1 0) (<= X_1 1e3) (>= (* 2 Y_1) (+ X_0 Y_0)))))",
            "test");
    String text = VnnLib2Writer.write(property, new int[] {1, 2}, new int[] {1, 1, 2});
    JoinedProperty joined = JoinedProperty.of(Vnnlib2Parser.parse(text, "back"), "back");
    assertThat(joined.property()).isEqualTo(property);
  }

  @Test
  void shapesMustFit() {
    Property property = new Property(2, 1, List.of());
    assertThatThrownBy(() -> VnnLib2Writer.write(property, new int[] {1, 3}, new int[] {1, 1}))
        .hasMessageContaining("[1, 3]");
  }
}
