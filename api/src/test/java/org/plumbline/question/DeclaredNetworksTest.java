package org.plumbline.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.question.DeclaredModels.document;
import static org.plumbline.question.DeclaredModels.model;
import static org.plumbline.question.DeclaredModels.network;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.vnnlib2.Document;

class DeclaredNetworksTest {
  private static final Document ONE = document(network("f", ""));
  private static final Document TWO = document(network("f", ""), network("g", ""));
  private static final Document COPY = document(network("f", ""), network("g", "(equal-to f)"));
  private static final NetworkFile A = model("a.onnx", 1);
  private static final NetworkFile B = model("b.onnx", 2);

  private static List<NetworkFile> files(Document document, NamedNetwork... given) {
    return new DeclaredNetworks(document, DeclaredModels.PROPERTY, List.of(given)).files();
  }

  private static List<String> names(Document document, NamedNetwork... given) {
    return files(document, given).stream().map(file -> file.content().name()).toList();
  }

  private static NamedNetwork named(String name, NetworkFile file) {
    return new NamedNetwork(name, file);
  }

  private static void refused(String message, Document document, NamedNetwork... given) {
    assertThatThrownBy(() -> files(document, given))
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith(DeclaredModels.PROPERTY)
        .hasMessageContaining(message);
  }

  @Test
  void filesStandInTheOrderOfTheProperty() {
    assertThat(names(TWO, named("g", B), named("f", A))).containsExactly("a.onnx", "b.onnx");
  }

  @Test
  void theOnlyOneThatNeedsAFileNeedsNoName() {
    assertThat(names(ONE, named("", A))).containsExactly("a.onnx");
    assertThat(names(COPY, named("", A))).containsExactly("a.onnx", "a.onnx");
    refused("it declares the networks f, g; say which one is a.onnx", TWO, named("", A));
  }

  @Test
  void aCopyIsTheSameFile() {
    assertThat(names(COPY, named("f", A))).containsExactly("a.onnx", "a.onnx");
    NetworkFile same = model("c.onnx", 1);
    assertThat(Arrays.equals(same.digest(), A.digest())).isTrue();
    assertThat(names(COPY, named("f", A), named("g", same))).containsExactly("a.onnx", "c.onnx");
    refused("another file is given", COPY, named("f", A), named("g", B));
    refused("network f: no file is given for it", COPY, named("g", B));
  }

  @Test
  void namesAreThoseOfTheProperty() {
    refused("no network h is declared, but f, g", TWO, named("h", A));
    refused("the network f is given twice", TWO, named("f", A), named("f", B));
    refused("say it as --network g=FILE", TWO, named("f", A));
  }

  @Test
  void tensorsInsideAreReadBehindTheOutputs() {
    Document hidden =
        document(
            "f (declare-input X float32 [1,2]) (declare-hidden H float32 [1,2] \"sum\")"
                + " (declare-output Y float32 [1,2])");
    assertThat(files(hidden, named("f", A)).get(0).network().outputSize()).isEqualTo(4);
    assertThat(files(ONE, named("f", A)).get(0).network().outputSize()).isEqualTo(2);
  }
}
