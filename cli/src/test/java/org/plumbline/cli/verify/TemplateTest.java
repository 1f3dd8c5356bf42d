package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.JointFiles;

/** Questions about two runs, by their names; what is written is asked again as a file. */
class TemplateTest {
  @TempDir private Path folder;
  private JointFiles files;
  private String sum;
  private String relu;
  private String alone;

  @BeforeEach
  void write() {
    files = new JointFiles(folder);
    sum = files.model("sum.onnx", JointFiles.SUM);
    relu = files.model("relu.onnx", JointFiles.RELU);
    alone = files.model("alone.onnx", JointFiles.FIRST_ALONE);
  }

  private int template(String network, String... words) {
    List<String> all = new ArrayList<>(List.of("verify", network, "--template"));
    all.addAll(Arrays.asList(words));
    return files.run(all.toArray(String[]::new));
  }

  /** Asks, asks again what was written, and has the certificate of one checked against both. */
  private void holds(String network, String... words) {
    String proof = files.path("c.proof");
    String text = files.path("t.vnnlib");
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--certificate", proof, "--property", text));
    assertThat(template(network, all.toArray(String[]::new))).as("%s", files).isZero();
    assertThat(files.out()).contains("certified");
    assertThat(files.run("verify", text, "--network", "f=" + network)).as("%s", files).isZero();
    assertThat(files.run("check", text, proof, "--network", "f=" + network))
        .as("%s", files)
        .isZero();
    List<String> check = new ArrayList<>(List.of("check", network, proof, "--template"));
    check.addAll(Arrays.asList(words));
    assertThat(files.run(check.toArray(String[]::new))).as("%s", files).isZero();
  }

  private void violated(String network, String... words) {
    String text = files.path("t.vnnlib");
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--property", text));
    assertThat(template(network, all.toArray(String[]::new))).as("%s", files).isEqualTo(10);
    assertThat(files.out()).contains("Xf real [1,2]", "Yg real [1,2]");
    assertThat(files.run("verify", text, "--network", "f=" + network)).isEqualTo(10);
  }

  /** y₀ rises with x₁, and y₁ falls. */
  @Test
  void monotone() {
    String[] range = {"--input-range", "-1,1", "--epsilon", "0.5", "--input", "1"};
    holds(sum, with(range, "monotone", "--output-index", "0"));
    holds(sum, with(range, "monotone", "--output-index", "1", "--decreasing"));
    violated(sum, with(range, "monotone", "--output-index", "1"));
    violated(sum, with(range, "monotone", "--output-index", "0", "--decreasing"));
  }

  /** Near x₀ = x₁ the class changes; where one leads by 2.19 it does not within 0.1. */
  @Test
  void robust() {
    String[] range = {"--input-range", "-3,3", "--epsilon", "0.1"};
    violated(relu, with(range, "robust"));
    holds(relu, with(range, "robust", "--confidence", "0.9"));
  }

  /** relu decides by x₁, too; the other one does not. */
  @Test
  void fair() {
    String[] range = {"--input-range", "-3,3", "--input", "1", "--confidence", "0.9"};
    violated(relu, with(range, "fair"));
    holds(alone, with(range, "fair"));
  }

  private static String[] with(String[] range, String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(Arrays.asList(range));
    return all.toArray(String[]::new);
  }

  private void mistake(int code, String words, String... options) {
    assertThat(template(sum, options)).as("%s", files).isEqualTo(code);
    assertThat(files.err()).contains(words);
  }

  private void ignored(String option, String... words) {
    mistake(2, option + " is no option of --template " + words[0], words);
  }

  /** What would be ignored in silence could make an answer one about another question. */
  @Test
  void optionsThatATemplateDoesNotKnowAreRefused() {
    String[] range = {"--input-range", "0,1"};
    String others = "--norm, --label, --mean or --std";
    ignored(others, with(range, "robust", "--epsilon", "0.1", "--norm", "l2"));
    ignored(others, with(range, "robust", "--epsilon", "0.1", "--label", "1"));
    ignored(others, with(range, "fair", "--input", "1", "--mean", "1", "--std", "2"));
    ignored("--output-index or --decreasing", with(range, "fair", "--input", "1", "--decreasing"));
    ignored("--epsilon", with(range, "fair", "--input", "1", "--epsilon", "0.1"));
    ignored("--input", with(range, "robust", "--input", "1", "--epsilon", "0.1"));
    ignored("--confidence", with(range, "monotone", "--input", "1", "--confidence", "0.9"));
  }

  @Test
  void mistakes() {
    mistake(2, "--template wants --input-range LOW,HIGH", "monotone", "--input", "1");
    mistake(2, "wants the values' places", "fair", "--input-range", "0,1");
    mistake(2, "wants the values' places", "fair", "--input-range", "0,1", "--input", "a.txt");
    mistake(2, "wants an --epsilon", "robust", "--input-range", "0,1");
    mistake(2, "is not between 0.5 and 1", "fair", "--input-range", "0,1", "--confidence", "0.5");
    mistake(3, "has 2 inputs, and none at 2", "fair", "--input-range", "0,1", "--input", "2");
    mistake(3, "has 2 outputs; --output-index", "monotone", "--input-range", "0,1", "--input", "1");
    mistake(2, "--input-range 1,0 is empty", "fair", "--input-range", "1,0", "--input", "1");
    assertThat(files.run("verify", sum, "--decreasing")).isEqualTo(2);
    assertThat(files.err()).contains("go with --template");
    String query = files.file("q.vnnlib", JointFiles.one("real") + JointFiles.BOX);
    assertThat(
            files.run(
                "verify", sum, query, "--template", "fair", "--input-range", "0,1", "--input", "1"))
        .isEqualTo(2);
    assertThat(files.err()).contains("without a PROPERTY");
  }
}
