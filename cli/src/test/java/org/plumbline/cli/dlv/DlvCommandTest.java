package org.plumbline.cli.dlv;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.cli.Plumbline;
import picocli.CommandLine;

/** The command as a user meets it, on the network that the examples ship: digits of 8 × 8. */
class DlvCommandTest {
  private static final String NETWORK = Path.of("../examples/digits/digits.onnx").toString();
  private static final int PIXELS = 64;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  /** A vertical bar, as numbers. */
  private String bar() throws IOException {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < PIXELS; i++) {
      values.append(i % 8 == 3 || i % 8 == 4 ? "12 " : "0 ");
    }
    return Files.writeString(folder.resolve("bar.txt"), values).toString();
  }

  /** The same as the second image of a data set. */
  private String dataset() throws IOException {
    byte[] bytes = new byte[16 + 2 * PIXELS];
    bytes[2] = 8;
    bytes[3] = 3;
    bytes[7] = 2;
    bytes[11] = 8;
    bytes[15] = 8;
    for (int i = 0; i < PIXELS; i++) {
      bytes[16 + PIXELS + i] = (byte) (i % 8 == 3 || i % 8 == 4 ? 12 : 0);
    }
    return Files.write(folder.resolve("images"), bytes).toString();
  }

  private String labels() throws IOException {
    return Files.write(folder.resolve("labels"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 4, 1})
        .toString();
  }

  @Test
  void provesARegion() throws IOException {
    Path json = folder.resolve("out.json");
    assertThat(
            run(
                "dlv",
                NETWORK,
                "--input",
                bar(),
                "--span",
                "0.01",
                "--spans",
                "3",
                "--json",
                json.toString()))
        .as("%s%s", out, err)
        .isZero();
    assertThat(out.toString()).contains("PROVED: every input of the region keeps the class.");
    assertThat(Files.readString(json))
        .contains("\"verdict\" : \"proved\"", "\"assurance\" : \"rounded\"", "\"queries\" : 1");
  }

  @ParameterizedTest
  @CsvSource({"SINGLE", "MULTI"})
  void findsAManipulationAndDrawsIt(String search) throws IOException {
    Path json = folder.resolve("out.json");
    Path pictures = folder.resolve("pictures");
    int exitCode =
        run(
            "dlv",
            NETWORK,
            "--dataset",
            dataset(),
            "--index",
            "1",
            "--labels",
            labels(),
            "--pixels",
            "BYTES",
            "--input-range",
            "0,16",
            "--span",
            "16",
            "--dimensions",
            search.equals("MULTI") ? "6" : "30",
            "--selection",
            "gradient",
            "--search",
            search,
            "--json",
            json.toString(),
            "--pictures",
            pictures.toString());
    assertThat(exitCode).as("%s%s", out, err).isEqualTo(10);
    assertThat(out.toString())
        .contains("VIOLATED", "(labelled 1)", "Distances: L0 ", "How sure: replayed");
    assertThat(Files.readString(json))
        .contains("\"verdict\" : \"violated\"", "\"onGrid\" : true", "\"l0\" : ", "\"inputs\" : [");
    BufferedImage original = ImageIO.read(pictures.resolve("original.png").toFile());
    BufferedImage difference = ImageIO.read(pictures.resolve("difference.png").toFile());
    assertThat(original.getWidth()).isEqualTo(8);
    assertThat(original.getRaster().getSample(3, 0, 0)).isEqualTo(12);
    assertThat(original.getRaster().getSample(2, 7, 0)).isZero();
    int unlike = 0;
    for (int i = 0; i < PIXELS; i++) {
      unlike += difference.getRaster().getSample(i % 8, i / 8, 0) == 128 ? 0 : 1;
    }
    assertThat(out.toString()).contains("L0 " + unlike + " (");
    assertThat(ImageIO.read(pictures.resolve("adversarial.png").toFile())).isNotNull();
    assertThat(pictures.resolve("index.html"))
        .content()
        .contains("src=\"adversarial.png\"", "the input, class ", "Distance: L0 " + unlike + ",")
        .contains("digits.onnx, SHA-256 ", "made by plumbline ");
  }

  /** The keypoints of a bar are along it. */
  @Test
  void pixelsAreChosenByKeypoints() throws IOException {
    String[] question = {"dlv", NETWORK, "--input", bar(), "--input-range", "0,16"};
    List<String> all = new ArrayList<>(List.of(question));
    all.addAll(List.of("--span", "0.01", "--dimensions", "3", "--selection", "sift"));
    assertThat(run(all.toArray(new String[0]))).as("%s%s", out, err).isZero();
    assertThat(out.toString()).containsPattern("Dimensions: \\d+ \\d+ \\d+\n");
  }

  @Test
  void laterLayersAreSearchedToo() throws IOException {
    int exitCode =
        run(
            "dlv",
            NETWORK,
            "--input",
            bar(),
            "--span",
            "16",
            "--dimensions",
            "6",
            "--selection",
            "gradient",
            "--layer",
            "1",
            "--to-layer",
            "2");
    assertThat(exitCode).as("%s%s", out, err).isEqualTo(10);
    assertThat(out.toString()).contains("Layer 1: ").doesNotContain("Layer 0: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--span 0.1 | name one input",
        "--span 0.1 --input a --dataset b | name one input",
        "--span 0.1 --input a --labels b | --labels goes with --dataset",
        "--span 0 --input a | a span of 0.0 is not positive",
        "--span NaN --input a | 'NaN': not a decimal number",
        "--span 1 --spans 0 --input a | steps to either side is 0, not 1 or more",
        "--span 1 --layer 3 --to-layer 2 --input a | the last layer, 2, comes before the first, 3",
        "--span 1 --input-range 1,0 --input a | --input-range 1.0,0.0 is empty",
        "--span 1 --input-range 1 --input a | --input-range wants two numbers"
      })
  void mistakesOfTheCommandLineAreNamed(String options, String message) {
    String[] words = ("dlv " + NETWORK + " " + options.strip()).split(" ");
    assertThat(run(words)).isEqualTo(2);
    assertThat(err.toString()).contains(message.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--layer 99 | layer 99 has no regions of its own; these layers do: [0, 1",
        "--input none.txt | none.txt: there is no such file"
      })
  void whatDoesNotFitTheNetworkIsNamed(String options, String message) throws IOException {
    String input = options.contains("--input") ? "" : " --input " + bar();
    String[] words = ("dlv " + NETWORK + " --span 1 " + options.strip() + input).split(" ");
    assertThat(run(words)).as("%s%s", out, err).isEqualTo(3);
    assertThat(err.toString()).contains(message.strip());
  }

  @Test
  void theTimeLimitLeavesItUndecided() throws IOException {
    assertThat(
            run(
                "dlv",
                NETWORK,
                "--input",
                bar(),
                "--span",
                "9",
                "--dimensions",
                "64",
                "--timeout",
                "0.001"))
        .isEqualTo(20);
    assertThat(out.toString()).contains("UNDECIDED: the time limit was reached.");
  }
}
