package org.plumbline.cli.falsify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.options.BlackBoxOptions;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.question.NetworkFile;
import picocli.CommandLine;

/** The command as a user meets it, on the network that the examples ship: digits of 8 × 8. */
@Tag("slow")
class FalsifyCommandTest {
  private static final String NETWORK = Path.of("../examples/digits/digits.onnx").toString();
  private static final int PIXELS = 64;

  @TempDir private Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  private int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("falsify"));
    all.addAll(List.of(args));
    return command.execute(all.toArray(new String[0]));
  }

  /** A one and a zero, more or less; the labels say 1 and 7. */
  private String dataset() throws IOException {
    byte[] bytes = new byte[16 + 2 * PIXELS];
    System.arraycopy(new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 8, 0, 0, 0, 8}, 0, bytes, 0, 16);
    for (int i = 0; i < PIXELS; i++) {
      int x = i % 8;
      int y = i / 8;
      boolean isRing = (x == 2 || x == 5) && y > 0 && y < 7 || (y == 0 || y == 7) && x > 2 && x < 5;
      bytes[16 + i] = (byte) (x == 3 || x == 4 ? 12 : 0);
      bytes[16 + PIXELS + i] = (byte) (isRing ? 14 : 0);
    }
    return Files.write(folder.resolve("images"), bytes).toString();
  }

  private String labels() throws IOException {
    return Files.write(folder.resolve("labels"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 7})
        .toString();
  }

  private static final String[] BYTES = {"--pixels", "BYTES", "--input-range", "0,16"};

  private int runOn(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(NETWORK, "--dataset", dataset()));
    all.addAll(List.of(BYTES));
    all.addAll(List.of(args));
    return run(all.toArray(new String[0]));
  }

  @Test
  void findsDrawsAndTellsAdversarialImages() throws IOException {
    Path results = folder.resolve("results");
    Path csv = folder.resolve("table.csv");
    Path pictures = folder.resolve("pictures");
    int exitCode =
        runOn(
            "--results",
            results.toString(),
            "--csv",
            csv.toString(),
            "--pictures",
            pictures.toString());
    assertThat(exitCode).as("%s%s", out, err).isEqualTo(10);
    assertThat(out.toString())
        .contains("0: class ", "1: class ", "1-minimal", "ADVERSARIAL: 2 of 2 images attacked");
    List<String> lines = Files.readAllLines(results);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("{\"question\":\"falsify\"")
        .contains("\"--attack\":\"GAME\"", "\"--seed\":\"1\"", "\"NETWORK, SHA-256\":\"");
    assertThat(lines.get(1)).contains("\"image\":\"0\"", "\"minimal\":true", "\"linf\":");
    assertThat(Files.readAllLines(csv)).hasSize(3);
    BufferedImage panels = ImageIO.read(pictures.resolve("0.png").toFile());
    assertThat(panels.getHeight()).isEqualTo(224);
    assertThat(panels.getWidth()).isEqualTo(4 * 224 + 3 * 8);
    assertThat(panels.getRGB(0, 0) & 0xff).as("the original's corner is black").isZero();
    assertThat(panels.getRGB(228, 0) & 0xffffff).as("between panels").isEqualTo(0x3060a0);
    BufferedImage plain = ImageIO.read(pictures.resolve("0-adversarial.png").toFile());
    assertThat(plain.getWidth()).isEqualTo(8);
    assertThat(pictures.resolve("index.html"))
        .content()
        .contains("src=\"0.png\"", "the image, class 1", "L0 ", "SHA-256 ", "made by plumbline ");
  }

  /** What the results file says is true of the network, evaluated without the black box. */
  @Test
  void resultsAreTrue() throws IOException {
    Path results = folder.resolve("results");
    assertThat(runOn("--results", results.toString())).isEqualTo(10);
    Network network = NetworkFile.read(Path.of(NETWORK));
    for (Finding finding :
        new ResultsFile(new OutputFile(results), FalsifyResultsTest.question(results))
            .findings()
            .values()) {
      double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, finding.values());
      int best = 0;
      for (int j = 1; j < network.outputSize(); j++) {
        best = y[j] > y[best] ? j : best;
      }
      assertThat(best).isEqualTo(finding.adversarial().orElseThrow()).isNotEqualTo(finding.label());
      assertThat(Arrays.stream(finding.values()).allMatch(v -> v >= 0 && v <= 16)).isTrue();
    }
  }

  /**
   * A walk ends somewhere between the two images; what it says of that place is true of the
   * network, and survives the results file.
   */
  @Test
  void walksAlongALevelKeepTheClassAndItsLead() throws IOException {
    Path results = folder.resolve("results");
    String[] asked = {"--attack", "level_set", "--limit", "100", "--results", results.toString()};
    assertThat(runOn(asked)).as("%s%s", out, err).isEqualTo(10);
    assertThat(out.toString())
        .contains("0: class 1 stays so", "looks like 1 of class 0", "INSENSITIVE: 2 of 2 images")
        .doesNotContain("1-minimal");
    Network network = NetworkFile.read(Path.of(NETWORK));
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    for (Finding finding :
        new ResultsFile(new OutputFile(results), FalsifyResultsTest.question(results))
            .findings()
            .values()) {
      Finding.Likeness like = finding.likeness().orElseThrow();
      double[] y = forward.outputs(1, finding.values());
      double other = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < network.outputSize(); j++) {
        other = j == finding.label() ? other : Math.max(other, y[j]);
      }
      assertThat(finding.adversarial()).hasValue(finding.label());
      assertThat(like.lead()).isCloseTo(y[finding.label()] - other, within(1e-9));
      assertThat(like.lead()).isBetween(0.9 * like.ownLead(), 1.1 * like.ownLead());
      assertThat(like.distance()).isPositive().isLessThan(like.between());
      assertThat(finding.distance().l2() + like.distance()).isGreaterThan(0.999 * like.between());
    }
    String all = Files.readString(results);
    assertThat(runOn(asked)).isEqualTo(10);
    assertThat(Files.readString(results)).isEqualTo(all);
  }

  /** Of players who cooperate, and of opponents. */
  @ParameterizedTest
  @ValueSource(strings = {"cooperative", "competitive"})
  void gamesHaveLowerBounds(String players) throws IOException {
    Path results = folder.resolve("results");
    int exitCode =
        runOn(
            "--count",
            "1",
            "--players",
            players,
            "--features",
            "levels",
            "--lower-bound",
            "2000",
            "--results",
            results.toString());
    assertThat(exitCode).as("%s%s", out, err).isIn(10, 20);
    Finding finding =
        new ResultsFile(new OutputFile(results), FalsifyResultsTest.question(results))
            .findings()
            .values()
            .iterator()
            .next();
    Finding.Value value = finding.value().orElseThrow();
    assertThat(out.toString()).contains("the game's value is ");
    assertThat(value.lower()).isBetween(1.0, value.upper());
    if (players.equals("cooperative")) {
      assertThat(value.upper()).isLessThanOrEqualTo(finding.distance().l0());
    } else {
      assertThat(value.lower()).as("of opponents exactly, or not at all").isEqualTo(value.upper());
    }
  }

  @Test
  void walksThatDoNotGoFarFindNothing() throws IOException {
    assertThat(runOn("--attack", "level_set", "--limit", "0.001")).isEqualTo(20);
    assertThat(out.toString()).contains("NOTHING FOUND: 0 of 2 images attacked");
    assertThat(runOn("--attack", "level_set", "--towards", "1")).isEqualTo(20);
    assertThat(out.toString()).contains("1: class 0 not attacked, since there is none of another");
  }

  @Test
  void misclassifiedImagesAreNotAttacked() throws IOException {
    assertThat(runOn("--labels", labels(), "--index", "1")).isEqualTo(20);
    assertThat(out.toString()).contains("(label 7)", "not attacked, since it is misclassified");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sift", "grid", "levels", "gradient"})
  void featuresComeFromManySources(String source) throws IOException {
    assertThat(runOn("--features", source, "--count", "1", "--simulations", "5"))
        .as("%s%s", out, err)
        .isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "game,l1,100",
    "game,l2,30",
    "game,linf,12",
    "fgsm,linf,16",
    "pgd,linf,8",
    "square,linf,12",
    "square,l2,40",
    "pixels,l0,6",
    "cgba,l2,64",
    "cgba_h,l2,64",
    "top_k,l2,64",
    "bayes,linf,14",
    "portfolio,linf,8",
    "portfolio,l2,40"
  })
  void attacksKeepToTheirLimits(String attack, String distance, double limit) throws IOException {
    Path csv = folder.resolve("table.csv");
    int exitCode =
        runOn(
            "--count",
            "1",
            "--attack",
            attack,
            "--distance",
            distance,
            "--limit",
            "" + limit,
            "--queries",
            "20000",
            "--simulations",
            "5",
            "--csv",
            csv.toString());
    assertThat(exitCode).as("%s%s", out, err).isEqualTo(10);
    String[] fields = Files.readAllLines(csv).get(1).split(",");
    int column = 5 + List.of("l0", "l1", "l2", "linf").indexOf(distance);
    assertThat(Double.parseDouble(fields[column])).isLessThanOrEqualTo(limit * (1 + 1e-9));
  }

  @Test
  void onnxRuntimeAnswersAlike() throws IOException {
    assertThat(runOn("--count", "1")).isEqualTo(10);
    String own = out.toString().replaceAll("; .* s", "");
    assertThat(runOn("--count", "1", "--runtime", "onnx")).as("%s%s", out, err).isEqualTo(10);
    assertThat(out.toString().replaceAll("; .* s", "")).isEqualTo(own);
  }

  @Test
  void threadsDoNotMatter() throws IOException {
    assertThat(runOn("--threads", "1")).isEqualTo(10);
    String one = out.toString().replaceAll("[0-9.]+ s\\b|seconds .*", "");
    assertThat(runOn("--threads", "3")).isEqualTo(10);
    assertThat(out.toString().replaceAll("[0-9.]+ s\\b|seconds .*", "")).isEqualTo(one);
  }

  @Test
  void foldersOfImagesAreRead() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    for (String name : List.of("b.png", "a.png")) {
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
      for (int y = 0; y < 8; y++) {
        image.getRaster().setSample(3, y, 0, 16);
      }
      ImageIO.write(image, "png", many.resolve(name).toFile());
    }
    List<String> all = new ArrayList<>(List.of(NETWORK, "--folder", many.toString()));
    all.addAll(List.of(BYTES));
    assertThat(run(all.toArray(new String[0]))).as("%s%s", out, err).isEqualTo(10);
    assertThat(out.toString()).containsSubsequence("a.png: class", "b.png: class");
  }

  @Test
  void aFailingProgramIsNamed() throws IOException {
    int exitCode =
        run("--command", "false", "--retries", "0", "--dataset", dataset(), "--pixels", "BYTES");
    assertThat(exitCode).isEqualTo(3);
    assertThat(err.toString()).contains("plumbline: program false: ");
  }

  @Test
  void wordsOfACommandMayBeQuoted() {
    assertThat(BlackBoxOptions.words("java -cp 'a b'  C \"\" x\"y z\""))
        .containsExactly("java", "-cp", "a b", "C", "", "xy z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--limit -1|--limit and --step are positive",
        "--attack pgd|asks for a --limit",
        "--attack cgba --distance l0|knows the distances [L2]",
        "--target 10|none of the classes 0 to 9",
        "--attack level_set --target 3|keeps the class and takes no --target",
        "--attack level_set --towards 2|--towards 2 of 2 images",
        "--towards 1|for --attack LEVEL_SET",
        "--lower-bound 9 --attack square --limit 1|for --attack GAME",
        "--lower-bound 9 --players random|nothing of players at random",
        "--count 0|--count is positive",
        "--size 8by8|is not like 28x28",
        "--command true|name one classifier",
        "--queries 3|--queries is at least 4",
        "--features gradient --mean 1 --std 2|gradients need a NETWORK"
      })
  void mistakesAreUsageErrors(String options, String message) throws IOException {
    assertThat(runOn(options.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--size 4x4|4 rows of 4 pixels in 1 channel are 16 values, for a classifier of 64 inputs",
        "--input-range 0,8|is not between 0.0 and 8.0",
        "--index 2|no image 2 among 2",
        "--mean 1,2 --std 1,2|2 means for images of 1 channels"
      })
  void imagesThatDoNotFitAreRefused(String options, String message) throws IOException {
    List<String> all =
        new ArrayList<>(List.of(NETWORK, "--dataset", dataset(), "--pixels", "BYTES"));
    all.addAll(List.of(options.split(" ")));
    assertThat(run(all.toArray(new String[0]))).as("%s", out).isEqualTo(3);
    assertThat(err.toString()).contains(message);
  }
}
