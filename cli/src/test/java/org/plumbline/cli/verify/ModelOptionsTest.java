package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.Plumbline;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;
import picocli.CommandLine;

/** What is read of models that leave a choice, and that a certificate is about that choice. */
class ModelOptionsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String network;

  /** {@code sum = a + b₀ + b₁, scaled = 10 b} with a, b in this order. */
  @BeforeEach
  void write() throws IOException {
    OnnxGraph graph =
        new OnnxGraph(
            "g",
            List.of(
                OnnxNode.of("MatMul", List.of("b", "ones"), "sb"),
                OnnxNode.of("Add", List.of("a", "sb"), "sum"),
                OnnxNode.of("Mul", List.of("b", "ten"), "scaled")),
            List.of(
                OnnxTensor.float32("ones", new int[] {2, 1}, 1, 1),
                OnnxTensor.float32("ten", new int[0], 10)),
            List.of(OnnxValueInfo.float32("a", 1, 1), OnnxValueInfo.float32("b", 1, 2)),
            List.of(OnnxValueInfo.float32("sum", 1, 1), OnnxValueInfo.float32("scaled", 1, 2)));
    network = file("two.onnx", OnnxWriter.toBytes(OnnxModel.of("two.onnx", 13, graph)));
  }

  private String file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  /** Inputs from 0 to 1, and something that is to be refuted. */
  private String property(int inputs, int outputs, String unsafe) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < inputs; i++) {
      text.append("(declare-const X_" + i + " Real)\n");
    }
    for (int j = 0; j < outputs; j++) {
      text.append("(declare-const Y_" + j + " Real)\n");
    }
    for (int i = 0; i < inputs; i++) {
      text.append("(assert (>= X_" + i + " 0))(assert (<= X_" + i + " 1))\n");
    }
    text.append("(assert " + unsafe + ")\n");
    return Files.writeString(folder.resolve("p.vnnlib"), text).toString();
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  private int verify(String model, String property, String... more) {
    List<String> args = new ArrayList<>(List.of("verify", model, property, "--timeout", "60"));
    args.addAll(Arrays.asList(more));
    return run(args.toArray(String[]::new));
  }

  @Test
  void aPropertySpeaksOfAllInputsAndOutputs() throws IOException {
    assertThat(verify(network, property(3, 3, "(>= Y_0 3.5)"))).as(err.toString()).isZero();
    assertThat(out.toString()).contains("certified");
    assertThat(verify(network, property(3, 3, "(>= Y_2 9)"))).isEqualTo(10);
    assertThat(verify(network, property(3, 2, "(>= Y_0 9)"))).isEqualTo(3);
    assertThat(err.toString()).contains("[sum, scaled]", "--output NAME");
  }

  @Test
  void oneOutputIsNamed() throws IOException {
    String property = property(3, 2, "(>= Y_1 10.5)");
    assertThat(verify(network, property, "--output", "scaled")).as(err.toString()).isZero();
    assertThat(verify(network, property, "--output", "other")).isEqualTo(3);
    assertThat(err.toString()).contains("no output 'other'", "[sum, scaled]");
  }

  @Test
  void aCertificateIsAboutWhatWasChosen() throws IOException {
    String property = property(2, 1, "(>= Y_0 2.6)");
    String proof = folder.resolve("c.proof").toString();
    String[] choice = {"--output", "sum", "--input-value", "a=0.5"};
    assertThat(
            verify(
                network,
                property,
                "--output",
                "sum",
                "--input-value",
                "a=0.5",
                "--certificate",
                proof))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("certified");
    List<String> check = new ArrayList<>(List.of("check", network, property, proof));
    check.addAll(List.of(choice));
    assertThat(run(check.toArray(String[]::new))).as(err + "" + out).isZero();
    check.set(check.size() - 1, "a=0.25");
    assertThat(run(check.toArray(String[]::new))).isEqualTo(11);
    assertThat(out.toString()).contains("another network file");
  }

  @Test
  void valuesMayStandInAFile() throws IOException {
    String values = file("b.txt", "0.5 0.25".getBytes(StandardCharsets.UTF_8));
    String property = property(1, 3, "(or (<= Y_1 4.9) (>= Y_2 2.6))");
    assertThat(verify(network, property, "--input-value", "b=" + values))
        .as(err.toString())
        .isZero();
    assertThat(verify(network, property, "--input-value", "b=nowhere.txt")).isEqualTo(3);
    assertThat(err.toString()).contains("nowhere.txt: there is no such file");
  }

  @Test
  void wrongOptionsAreMistakesOfTheCommandLine() throws IOException {
    String property = property(3, 3, "(>= Y_0 3.5)");
    assertThat(verify(network, property, "--input-shape", "a=1xmany")).isEqualTo(2);
    assertThat(err.toString()).contains("'a=1xmany' is no shape");
    assertThat(verify(network, property, "--input-value", "0.5")).isEqualTo(2);
    assertThat(err.toString()).contains("'0.5' is no value of an input");
  }

  @Test
  void questionsAboutAnInputWantOneOutput() throws IOException {
    String input = file("x.txt", "0 0 1".getBytes(StandardCharsets.UTF_8));
    String[] ask = {"verify", network, "--input", input, "--epsilon", "0.01"};
    assertThat(run(ask)).isEqualTo(3);
    assertThat(err.toString()).contains("the network has 2 outputs", "--output sum");
    String[] named = Arrays.copyOf(ask, ask.length + 2);
    named[ask.length] = "--output";
    named[ask.length + 1] = "scaled";
    assertThat(run(named)).as(err.toString()).isZero();
  }

  /** {@code y = x - 0.5} of whole x: no whole number is nearer to 0 than 0.5. */
  private String whole() throws IOException {
    OnnxGraph graph =
        new OnnxGraph(
            "g",
            List.of(
                OnnxNode.of("Cast", List.of("x"), "f").with("to", new OnnxAttribute.Int(1)),
                OnnxNode.of("Sub", List.of("f", "half"), "y")),
            List.of(OnnxTensor.float32("half", new int[0], 0.5f)),
            List.of(OnnxValueInfo.of("x", ElementType.UINT8, 1, 1)),
            List.of(OnnxValueInfo.float32("y", 1, 1)));
    return file("whole.onnx", OnnxWriter.toBytes(OnnxModel.of("whole.onnx", 13, graph)));
  }

  @Test
  void integersHoldWhereAllNumbersDoAndAreRefutedByWholeNumbersOnly() throws IOException {
    String model = whole();
    assertThat(verify(model, property(1, 1, "(>= Y_0 0.75)"))).as(err.toString()).isZero();
    assertThat(out.toString()).contains("certified");
    assertThat(verify(model, property(1, 1, "(>= Y_0 0.25)"))).isEqualTo(10);
    String between = property(1, 1, "(and (>= Y_0 -0.25) (<= Y_0 0.25))");
    assertThat(run("verify", model, between, "--timeout", "3")).isEqualTo(20);
    assertThat(run("encode", model, between)).isEqualTo(3);
    assertThat(err.toString()).contains("takes integers");
  }

  @Test
  void inspectSaysWhatGoesInAndOut() {
    assertThat(run("inspect", network)).isZero();
    assertThat(out.toString())
        .contains("Inputs, one after the other: a float [1, 1], b float [1, 2]")
        .contains("Outputs, one after the other: sum float [1, 1], scaled float [1, 2]");
    assertThat(run("inspect", network, "--output", "sum")).isZero();
  }
}
