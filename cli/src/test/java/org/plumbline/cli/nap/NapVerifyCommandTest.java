package org.plumbline.cli.nap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.Plumbline;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.question.NetworkFile;
import picocli.CommandLine;

/** Properties under patterns, on the network that the examples ship: digits of 8 × 8. */
class NapVerifyCommandTest {
  private static final String NETWORK = Path.of("../examples/digits/digits.onnx").toString();
  private static final int PIXELS = 64;
  private static final int IMAGES = 80;

  @TempDir private Path folder;
  private final byte[] classes = new byte[IMAGES];
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String images;
  private String labels;
  private String patterns;

  private int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine line = Plumbline.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  /** Random images, labelled by the network, so that no pattern is refuted by one of them. */
  @BeforeEach
  void write() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    byte[] bytes = new byte[16 + IMAGES * PIXELS];
    System.arraycopy(
        new byte[] {0, 0, 8, 3, 0, 0, 0, IMAGES, 0, 0, 0, 8, 0, 0, 0, 8}, 0, bytes, 0, 16);
    double[] x = new double[IMAGES * PIXELS];
    for (int k = 0; k < x.length; k++) {
      x[k] = random.nextInt(3) == 0 ? random.nextInt(4, 17) : 0;
      bytes[16 + k] = (byte) x[k];
    }
    Network network = NetworkFile.read(Path.of(NETWORK));
    double[] y = new ForwardPass(network, new JavaGemm()).outputs(IMAGES, x);
    byte[] names = new byte[8 + IMAGES];
    System.arraycopy(new byte[] {0, 0, 8, 1, 0, 0, 0, IMAGES}, 0, names, 0, 8);
    for (int n = 0; n < IMAGES; n++) {
      for (int c = 1; c < 10; c++) {
        classes[n] = y[10 * n + c] > y[10 * n + classes[n]] ? (byte) c : classes[n];
      }
      names[8 + n] = classes[n];
    }
    images = Files.write(folder.resolve("images"), bytes).toString();
    labels = Files.write(folder.resolve("labels"), names).toString();
    List<String> mine = new ArrayList<>(List.of("nap", "mine", NETWORK, folder.toString()));
    mine.addAll(data());
    mine.addAll(List.of("--delta", "0"));
    assertThat(run(mine.toArray(String[]::new))).as("%s", err).isZero();
    patterns = folder.resolve("delta-0.json").toString();
  }

  private List<String> data() {
    return List.of("--dataset", images, "--labels", labels, "--pixels", "BYTES");
  }

  private int nap(String command, int label, String... more) {
    List<String> args =
        new ArrayList<>(List.of("nap", command, NETWORK, patterns, "--class", "" + label));
    args.addAll(data());
    args.addAll(List.of("--input-range", "0,16", "--timeout", "60"));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  @Test
  void aBallIsCertifiedUnderItsPattern() {
    String property = folder.resolve("p.vnnlib").toString();
    String proof = folder.resolve("p.proof").toString();
    int label = classes[0];
    String[] ball = {"--ball", "0", "--epsilon", "0.25"};
    assertThat(
            nap(
                "verify",
                label,
                ball[0],
                ball[1],
                ball[2],
                ball[3],
                "--property",
                property,
                "--certificate",
                proof))
        .as("%s%s", out, err)
        .isZero();
    assertThat(out.toString())
        .contains("The centre violates 0 literals.", "HOLDS", "certified")
        .contains("Not vacuous: 1 samples of the data set follow, sample 0 is one.");
    String pattern = patterns + ":" + label;
    assertThat(run("check", NETWORK, property, proof, "--pattern", pattern)).isZero();
    assertThat(run("check", NETWORK, property, proof)).isEqualTo(11);
    assertThat(out.toString()).contains("name it with --pattern");
    int other =
        IntStream.range(0, IMAGES).map(n -> classes[n]).filter(c -> c != label).min().orElseThrow();
    assertThat(run("check", NETWORK, property, proof, "--pattern", patterns + ":" + other))
        .isEqualTo(11);
    assertThat(out.toString()).contains("it is for another pattern");
    assertThat(run("verify", NETWORK, property, "--pattern", pattern)).isZero();
    assertThat(run("verify", NETWORK, property, "--pattern", patterns)).isEqualTo(3);
    assertThat(err.toString()).contains("more than one pattern", ":CLASS");
  }

  @Test
  void samplesAreTriedFirst() throws IOException {
    byte[] wrong = Files.readAllBytes(Path.of(labels));
    int label = classes[0];
    int other = label == 9 ? 8 : label + 1;
    wrong[8] = (byte) other;
    Files.write(Path.of(labels), wrong);
    assertThat(
            run(
                "nap",
                "mine",
                NETWORK,
                folder.toString(),
                "--dataset",
                images,
                "--labels",
                labels,
                "--pixels",
                "BYTES",
                "--delta",
                "0"))
        .isZero();
    assertThat(nap("verify", other)).as("%s%s", out, err).isEqualTo(10);
    assertThat(out.toString()).contains("VIOLATED", "The counterexample is sample ", "Not vacuous");
  }

  /** Of all pairs every one is decided, and samples that follow both are named. */
  @Test
  void pairsAreDecidedAtOnce() {
    List<String> args = new ArrayList<>(List.of("nap", "pairs", NETWORK, patterns));
    args.addAll(data());
    args.addAll(List.of("--input-range", "0,16", "--timeout", "60"));
    assertThat(run(args.toArray(String[]::new))).as("%s%s", out, err).isZero();
    int present = (int) IntStream.range(0, IMAGES).map(n -> classes[n]).distinct().count();
    int pairs = present * (present - 1) / 2;
    assertThat(out.toString()).contains(pairs + " pairs: ", ", 0 open.");
    assertThat(out.toString().lines().filter(l -> l.matches("\\d-\\d  .*"))).hasSize(pairs);
    String pair = out.toString().lines().filter(l -> l.contains("  none: ")).findFirst().get();
    assertThat(nap("verify", pair.charAt(0) - '0', "--against", pair.substring(2, 3))).isZero();
    assertThat(out.toString()).contains("HOLDS");
    args.set(3, folder.resolve("none.json").toString());
    assertThat(run(args.toArray(String[]::new))).isEqualTo(3);
  }

  @Test
  void aMinimalPatternIsRechecked() {
    assertThat(nap("minimise", classes[1], "--ball", "1", "--epsilon", "0.25"))
        .as("%s%s", out, err)
        .isZero();
    assertThat(out.toString())
        .contains("literals, minimal relative to 10.0 s for each proof.")
        .contains("Each of them dropped alone once more: ", "estimated: ", "proofs were asked for");
  }

  @Test
  void mistakesAreNamed() {
    assertThat(nap("verify", 0, "--ball", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--ball and --epsilon go together");
    assertThat(nap("verify", 0, "--target", "1", "--against", "2")).isEqualTo(2);
    assertThat(nap("verify", 0, "--against", "0")).isEqualTo(2);
    assertThat(nap("verify", 77)).isEqualTo(3);
    assertThat(err.toString()).contains("there is no pattern of class 77");
    assertThat(nap("verify", 0, "--json", patterns)).isEqualTo(2);
  }
}
