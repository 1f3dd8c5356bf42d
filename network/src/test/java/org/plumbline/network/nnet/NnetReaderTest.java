package org.plumbline.network.nnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;

class NnetReaderTest {
  private static final String TWO_TWO_ONE =
      """
      // y = relu(x0 - x1) + 2 relu(x0 + 1) - 3
      2,2,1,2,
      2,2,1,
      0,
      -1.0,-1.0,
      1.0,1.0,
      0.0,0.0,0.0,
      1.0,1.0,1.0,
      1.0,-1.0,
      1.0,0.0,
      0.0,
      1.0,
      1.0,2.0,
      -3.0,
      """;

  @TempDir private Path folder;

  private Network read(String text) throws IOException {
    return NnetReader.read(Files.writeString(folder.resolve("net.nnet"), text));
  }

  @Test
  void readsWeightsAndBiases() throws IOException {
    Network network = read(TWO_TWO_ONE);
    double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, new double[] {2, 0.5});
    assertThat(y[0]).isEqualTo(1.5 + 6 - 3);
    assertThat(network.inputSize()).isEqualTo(2);
    assertThat(network.outputSize()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2,2,1,2,|two,2,1,2,|is no number",
        "2,2,1,2,|2,2,1|:2: not a readable .nnet file: 3 values where 4 belong",
        "2,2,1,2,|2,3,1,2,|contradict",
        "2,2,1,2,|-2,2,1,2,|a size of",
        "2,2,1,2,|99999999,2,1,2,|a size of",
        "1.0,2.0,|1.0,NaN,|the value NaN",
        "1.0,2.0,|1.0,1e999,|:13: not a readable .nnet file: the value 1e999",
        "1.0,2.0,|1.0,2.0,3.0|3 values where 2 belong",
        "1.0,2.0,|1.0,,|is no number",
        "1.0,1.0,1.0,|1.0,0.0,1.0,|:8: not a readable .nnet file: a range of 0.0",
        "0.0,0.0,0.0,|0.0,0.0,|2 values where 3 belong",
        "-1.0,-1.0,|-1.0,2.0,|input 1 has the minimum 2.0",
        "-3.0,|-3.0,\\n7.0,|:15: not a readable .nnet file: something stands after"
      })
  void refusesWhatIsWrong(String part, String wrong, String message) {
    String text = TWO_TWO_ONE.replace(part, wrong.replace("\\n", "\n"));
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("net.nnet:")
        .hasMessageContaining(message);
  }

  @Test
  void refusesWeightsThatTheFileCannotHold() {
    String text = "1,1048576,1048576,1048576,\n1048576,1048576,\n0,\n";
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("the file ends");
    assertThatThrownBy(() -> read("1,1,1048576,1048576,\n1,1048576,\n0,\n0\n0\n0,0\n1,1\n"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("a layer of 1 by 1048576 weights");
  }

  @Test
  void normalisationIsNotApplied() throws IOException {
    String text = TWO_TWO_ONE.replace("0.0,0.0,0.0,", "5,6,7").replace("1.0,1.0,1.0", "2,3,4");
    double[] x = {2, 0.5};
    assertThat(new ForwardPass(read(text), new JavaGemm()).outputs(1, x)[0]).isEqualTo(4.5);
  }

  @Test
  void refusesEveryTruncation() {
    String[] lines = TWO_TWO_ONE.split("\n");
    for (int count = 0; count < lines.length; count++) {
      String cut = String.join("\n", Arrays.copyOf(lines, count));
      assertThatThrownBy(() -> read(cut)).isInstanceOf(ParseException.class);
    }
  }
}
