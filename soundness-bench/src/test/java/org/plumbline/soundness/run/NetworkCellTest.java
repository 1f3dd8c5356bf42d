package org.plumbline.soundness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.soundness.run.NetworkCell.Named;

class NetworkCellTest {
  @Test
  void aPathIsOneNetwork() {
    NetworkCell cell = NetworkCell.parse(" ./onnx/it's (2).onnx ");
    assertThat(cell.networks()).containsExactly(new Named("", "./onnx/it's (2).onnx"));
    assertThat(cell.text()).isEqualTo("./onnx/it's (2).onnx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[('f', 'a.onnx'), ('g', 'b.onnx')]",
        "[('f','a.onnx'),('g','b.onnx'),]",
        "[ ( \"f\" , \"a.onnx\" ) , ('g', 'b.onnx',) ]"
      })
  void aListOfPythonIsSeveral(String text) {
    NetworkCell cell = NetworkCell.parse(text);
    assertThat(cell.networks()).containsExactly(new Named("f", "a.onnx"), new Named("g", "b.onnx"));
    assertThat(cell.text()).isEqualTo("[('f', 'a.onnx'), ('g', 'b.onnx')]");
  }

  @Test
  void whatIsWrittenReadsBack() {
    NetworkCell cell =
        NetworkCell.parse("[('f', 'a.onnx')]").withFiles(file -> "/it's here/" + file);
    assertThat(NetworkCell.parse(cell.text())).isEqualTo(cell);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a\nb",
        "[]",
        "[('f', 'a.onnx')",
        "[('f', 'a.onnx') ('g', 'b.onnx')]",
        "[('f', 'a.onnx'), ('f', 'b.onnx')]",
        "[('f', 'a\\n.onnx')]",
        "[('f', 'a.onnx\")]",
        "['a.onnx']",
        "[('f', 'a.onnx'), 3]"
      })
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> NetworkCell.parse(text));
  }
}
