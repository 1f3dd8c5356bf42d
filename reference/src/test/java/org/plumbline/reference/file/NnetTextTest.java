package org.plumbline.reference.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.reference.ReferenceModel;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

class NnetTextTest {
  /** {@code y = (2 relu(x0 − x1) − relu(x0) − 3, relu(x0))}. */
  private static final String TWO_BY_TWO =
      """
      // two inputs, two neurons, two outputs
      // and another comment
      2,2,2,2,
      2,2,2,
      0,
      -1.0,-1.0,
      1.0,1.0,
      0.0,0.0,0.0,
      1.0,1.0,1.0,
      1.0,-1.0,
      1.0,0.0,
      0.0,
      0.0,
      2.0,-1,
      0,1e0,
      -3.0,
      0.0,
      """;

  private static ReferenceModel parse(String text) {
    return ReferenceModel.parseNnet("n.nnet", text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static double[] values(String text, double... x) {
    ReferenceTensor input = ReferenceTensor.reals(ElementType.FLOAT64, Shape.of(1, 2), x);
    ReferenceTensor y = parse(text).evaluate(Map.of("x", input), Mode.REAL).outputs().get(0);
    return new double[] {y.value(0), y.value(1)};
  }

  @Test
  void weightsStandRowByRow() {
    assertThat(values(TWO_BY_TWO, 3, 1)).containsExactly(2 * 2 - 3 - 3, 3);
    assertThat(values(TWO_BY_TWO, -1, -3)).containsExactly(2 * 2 - 3, 0);
  }

  @Test
  void endsOfLinesMeanNothing() {
    String inOneLine = TWO_BY_TWO.substring(TWO_BY_TWO.indexOf("2,2,2,2")).replace("\n", " ");
    assertThat(values(inOneLine, 3, 1)).containsExactly(-2, 3);
    assertThat(values(TWO_BY_TWO.replace("\n", "\r\n"), 3, 1)).containsExactly(-2, 3);
    assertThat(values(TWO_BY_TWO.replace("\n", "\r"), 3, 1)).containsExactly(-2, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "'-3.0,', '', 'the file ends'",
    "'-3.0,', '-3.0,1,', 'stands after the last layer'",
    "'-3.0,', '-3.0f,', \"'-3.0f' is no number\"",
    "'-3.0,', '1e999,', 'the number 1e999'",
    "'2,2,2,2', '2000000,2,2,2', 'a size of 0.0'",
    "'2,2,2,2', '2.5,2,2,2', 'a size of 2.5'"
  })
  void saysWhatIsWrong(String text, String replaced, String message) {
    assertThatThrownBy(() -> parse(TWO_BY_TWO.replace(text, replaced)))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("n.nnet")
        .hasMessageContaining(message.replace("\"", ""));
  }
}
