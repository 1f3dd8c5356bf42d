package org.plumbline.question;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.question.DeclaredModels.document;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.specs.vnnlib.VnnLibParseException;
import org.plumbline.specs.vnnlib2.Document;

class DeclaredPortsTest {
  private static final NetworkFile MODEL = DeclaredModels.model("a.onnx", 1);
  private static final String INPUT = "(declare-input X float32 [1,2])";
  private static final String OUTPUT = "(declare-output Y float32 [1,2])";

  private static void require(String declarations) {
    Document document = document("f " + declarations);
    List<String> hidden =
        document.networks().get(0).hidden().stream().map(h -> h.onnxName().orElseThrow()).toList();
    new DeclaredPorts(DeclaredModels.PROPERTY, document.networks().get(0))
        .requireThoseOf(MODEL.withHidden(hidden).network());
  }

  private static void refused(String message, String declarations) {
    assertThatThrownBy(() -> require(declarations))
        .isInstanceOf(VnnLibParseException.class)
        .hasMessageStartingWith(DeclaredModels.PROPERTY + ":2:")
        .hasMessageContaining(message);
  }

  @Test
  void declarationsAreThoseOfTheModel() {
    String hidden = "(declare-hidden H float32 [1,2] \"sum\")";
    assertThatCode(() -> require(INPUT + OUTPUT)).doesNotThrowAnyException();
    assertThatCode(() -> require(INPUT + hidden + OUTPUT)).doesNotThrowAnyException();
    assertThatCode(() -> require((INPUT + OUTPUT).replace("float32", "real")))
        .doesNotThrowAnyException();
  }

  @Test
  void shapesAreThoseOfTheModel() {
    refused(
        "X is declared with the shape [2], and the input x of the model has [1,2]",
        INPUT.replace("[1,2]", "[2]") + OUTPUT);
    refused(
        "Y is declared with the shape [2,1], and the output y of the model has [1,2]",
        INPUT + OUTPUT.replace("[1,2]", "[2,1]"));
    refused(
        "H is declared with the shape [], and the hidden tensor sum of the model has [1,2]",
        INPUT + "(declare-hidden H float32 [] \"sum\")" + OUTPUT);
  }

  @Test
  void typesAreThoseOfTheModelOrReal() {
    refused(
        "X is declared as int8, and the input x of the model is of type float32; real asks",
        INPUT.replace("float32", "int8") + OUTPUT);
    refused("Y is declared as float16", INPUT + OUTPUT.replace("float32", "float16"));
    refused(
        "H is declared as float64", INPUT + "(declare-hidden H float64 [1,2] \"sum\")" + OUTPUT);
  }

  @Test
  void allInputsAndOutputsAreDeclared() {
    refused(
        "the model has 1 input (x [1,2]), and 2 declared for network f",
        INPUT + "(declare-input S float32 [])" + OUTPUT);
    refused(
        "the model has 1 output (y [1,2]), and 2 declared for network f",
        INPUT + OUTPUT + "(declare-output S float32 [])");
  }
}
