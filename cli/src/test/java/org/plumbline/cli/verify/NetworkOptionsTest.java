package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.cli.JointFiles.BOX;
import static org.plumbline.cli.JointFiles.one;
import static org.plumbline.cli.JointFiles.two;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.JointFiles;
import org.plumbline.cli.SampleFiles;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.Vnnlib2Parser;
import org.plumbline.specs.vnnlib2.Witness;

/** Files of networks by the names that a property declares, and certificates about them. */
class NetworkOptionsTest {
  private static final String SAME =
      JointFiles.box("A") + "(assert (and (== A[0,0] B[0,0]) (== A[0,1] B[0,1])))\n";
  private static final String TWO = two("float32", "") + SAME;

  @TempDir private Path folder;
  private JointFiles files;
  private String sum;
  private String less;

  @BeforeEach
  void write() {
    files = new JointFiles(folder);
    sum = files.model("sum.onnx", JointFiles.SUM);
    less = files.model("less.onnx", JointFiles.LESS);
  }

  private String file(String text) {
    return files.file("q.vnnlib", text);
  }

  private void mistake(int code, String words, String... command) {
    assertThat(files.run(command)).as("%s", files).isEqualTo(code);
    assertThat(files.err()).contains(words);
    assertThat(files.out()).isEmpty();
  }

  @Test
  void aCertificateIsAboutAllNetworks() {
    String query = file(TWO + "(assert (> (- FA[0,0] GB[0,0]) 0.6))");
    String proof = files.path("c.proof");
    String f = "f=" + sum;
    String g = "g=" + less;
    assertThat(files.run("verify", query, "--network", f, "--network", g, "--certificate", proof))
        .as("%s", files)
        .isZero();
    assertThat(files.run("check", query, proof, "--network", g, "--network", f))
        .as("%s", files)
        .isZero();
    assertThat(files.out()).startsWith("PROVED, for the numbers that IEEE binary32 computes");
    assertThat(files.run("check", query, proof, "--network", "f=" + less, "--network", "g=" + sum))
        .isEqualTo(11);
    assertThat(files.run("check", query, proof, "--network", f, "--network", "g=" + sum))
        .isEqualTo(11);
    String other = files.file("o.vnnlib", TWO + "(assert (> (- FA[0,0] GB[0,0]) 0.4))");
    assertThat(files.run("check", other, proof, "--network", f, "--network", g)).isEqualTo(11);
  }

  @Test
  void theOnlyNetworkNeedsNoName() {
    String query = file(one("float32") + BOX + "(assert (> Y[0,0] 2.01))");
    assertThat(files.run("verify", sum, query)).as("%s", files).isZero();
    String copied = file(two("float32", "(equal-to f)") + SAME + "(assert (> FA[0,0] 2.01))");
    assertThat(files.run("verify", sum, copied)).as("%s", files).isZero();
    assertThat(files.run("verify", copied, "--network", "f=" + sum)).isZero();
    assertThat(files.run("verify", copied, "--network", "f=" + sum, "--network", "g=" + sum))
        .isZero();
    mistake(
        3,
        "another file is given",
        "verify",
        copied,
        "--network",
        "f=" + sum,
        "--network",
        "g=" + less);
  }

  @Test
  void namesThatDoNotFit() {
    String query = file(TWO + "(assert (> FA[0,0] 9.0))");
    mistake(3, "network g: no file is given", "verify", query, "--network", "f=" + sum);
    mistake(3, "no network h is declared, but f, g", "verify", query, "--network", "h=" + sum);
    mistake(3, "say which one is", "verify", sum, query);
    mistake(
        3,
        "the network f is given twice",
        "verify",
        query,
        "--network",
        "f=" + sum,
        "--network",
        "f=" + sum);
    mistake(3, "no such file", "verify", query, "--network", "f=" + sum, "--network", "g=no.onnx");
    mistake(2, "is no network; one is like NAME=FILE", "verify", query, "--network", sum);
    mistake(2, "the only file", "verify", sum, query, "--network", "f=" + sum);
    mistake(2, "the only file", "check", sum, query, query, "--network", "f=" + sum);
  }

  @Test
  void aPropertyInTheFirstVersionIsAboutOneNetwork() {
    String first = files.file("one.vnnlib", SampleFiles.property("(>= Y_0 2.01)", -1, 1, -1, 1));
    String all = first.replace("one", "both");
    files.file(
        "both.vnnlib",
        SampleFiles.property("(>= Y_0 2.01)", -1, 1, -1, 1) + "(declare-const Y_1 Real)");
    assertThat(files.run("verify", all, "--network", "net=" + sum)).as("%s", files).isZero();
    mistake(
        3,
        "it is about one network, as all of VNN-LIB 1.0, and 2 are given",
        "verify",
        all,
        "--network",
        "f=" + sum,
        "--network",
        "g=" + less);
  }

  @Test
  void severalInputsAndOutputs() throws IOException {
    String model = files.ports("ports.onnx");
    String text =
        """
        (vnnlib-version <2.0>)
        (declare-network net
          (declare-input A float32 [2]) (declare-input S float32 [])
          (declare-output U float32 [2]) (declare-output V float32 [2]))
        (assert (and (>= A[0] 0.0) (<= A[0] 1.0) (== A[1] -3.0) (>= S 0.5) (<= S 1.0)))
        """;
    String holds = file(text + "(assert (or (> U[0] 2.01) (< V[0] -2.01) (> U[1] 0.01)))");
    assertThat(files.run("verify", holds, "--network", "net=" + model)).as("%s", files).isZero();
    String violated = text + "(assert (>= U[0] 2.0))";
    String result = files.path("r.txt");
    assertThat(
            files.run(
                "verify", file(violated), "--network", "net=" + model, "--result-file", result))
        .isEqualTo(10);
    assertThat(files.read("r.txt"))
        .isEqualTo(
            "sat\nA float32 [2]\n1.0\n-3.0\nS float32 []\n1.0\nU float32 [2]\n2.0\n0.0\n"
                + "V float32 [2]\n-2.0\n0.0\n");
    Document document = Vnnlib2Parser.parse(violated, "q");
    assertThat(Witness.read(files.read("r.txt"), document, "r")).hasSize(4);
    mistake(
        3,
        "the model has 2 outputs (u [2], v [2]), and 1 declared for network net",
        "verify",
        file(text.replace("(declare-output V float32 [2])", "")),
        "--network",
        "net=" + model);
  }

  @Test
  void theNumbersThatAreMeant() {
    String atTheEdge = "(assert (> Y[0,0] 2.0))";
    String wide = "(assert (> Y[0,0] 2.01))";
    String real = file(one("real") + BOX + wide);
    assertThat(files.run("verify", real, "--network", "net=" + sum, "--json", files.path("a")))
        .isZero();
    assertThat(folder.resolve("a")).content().contains("\"semantics\" : \"real\"");
    String single = file(one("float32") + BOX + wide);
    String[] asked = {"verify", single, "--network", "net=" + sum, "--json", files.path("a")};
    assertThat(files.run(asked)).isZero();
    assertThat(folder.resolve("a")).content().contains("\"semantics\" : \"float32\"");
    assertThat(files.run("verify", single, "--network", "net=" + sum, "--engine", "smt"))
        .isEqualTo(3);
    assertThat(files.err()).contains("--semantics real asks about real numbers");
    String tight = file(one("float32") + BOX + atTheEdge);
    assertThat(files.run("verify", tight, "--network", "net=" + sum, "--timeout", "2"))
        .isNotEqualTo(10);
  }

  @Test
  void packedFilesAndNnet() throws IOException {
    String text =
        one("real").replace("Y real [1,2]", "Y real [1]").replace("X real [1,2]", "X real [2]")
            + BOX.replace("[0,", "[")
            + "(assert (> Y[0] 3.01))";
    Path packed = folder.resolve("q.vnnlib.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    String nnet = files.file("net.nnet", SampleFiles.NNET);
    assertThat(files.run("verify", packed.toString(), "--network", "net=" + nnet))
        .as("%s", files)
        .isZero();
    mistake(
        3,
        "the network has one input of 2 numbers",
        "verify",
        file(text.replace("X real [2]", "X real [3]")),
        "--network",
        "net=" + nnet);
  }
}
