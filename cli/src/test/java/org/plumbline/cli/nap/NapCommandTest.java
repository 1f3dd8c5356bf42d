package org.plumbline.cli.nap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.SampleFiles;
import org.plumbline.question.Digest;
import picocli.CommandLine;

/** The commands as a user meets them, on the network that the examples ship: digits of 8 × 8. */
class NapCommandTest {
  private static final String NETWORK = Path.of("../examples/digits/digits.onnx").toString();
  private static final int PIXELS = 64;
  private static final int IMAGES = 60;

  @TempDir private Path folder;
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
    List<String> all = new ArrayList<>(List.of("nap"));
    all.addAll(List.of(args));
    return line.execute(all.toArray(new String[0]));
  }

  private static String[] with(String[] args, String... more) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }

  /** Strokes of random brightness at random places, in three classes by the first one's place. */
  @BeforeEach
  void write() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    byte[] bytes = new byte[16 + IMAGES * PIXELS];
    byte[] names = new byte[8 + IMAGES];
    System.arraycopy(
        new byte[] {0, 0, 8, 3, 0, 0, 0, IMAGES, 0, 0, 0, 8, 0, 0, 0, 8}, 0, bytes, 0, 16);
    System.arraycopy(new byte[] {0, 0, 8, 1, 0, 0, 0, IMAGES}, 0, names, 0, 8);
    for (int n = 0; n < IMAGES; n++) {
      names[8 + n] = (byte) (n % 3);
      for (int k = 0; k < 8; k++) {
        bytes[16 + n * PIXELS + 8 * k + 2 * (n % 3) + 1] = (byte) random.nextInt(8, 17);
        bytes[16 + n * PIXELS + 8 * random.nextInt(8) + k] = (byte) random.nextInt(8, 17);
      }
    }
    images = Files.write(folder.resolve("images"), bytes).toString();
    labels = Files.write(folder.resolve("labels"), names).toString();
    patterns = folder.resolve("patterns").toString();
  }

  private String[] data() {
    return new String[] {"--dataset", images, "--labels", labels, "--pixels", "BYTES"};
  }

  private int mine(String... more) {
    return run(with(with(new String[] {"mine", NETWORK, patterns}, data()), more));
  }

  /** A field with the digest of files, one after the other. */
  private static String sha256(String field, String... files) throws IOException {
    List<Path> all = Arrays.stream(files).map(Path::of).toList();
    return "\"" + field + "Sha256\" : \"" + Digest.hex(Digest.of(all)) + "\"";
  }

  private String file(String delta) {
    return patterns + "/delta-" + delta + ".json";
  }

  @Test
  void minesSeveralDeltasAtOnce() throws IOException {
    String json = folder.resolve("counts.json").toString();
    assertThat(mine("--delta", "0,.10", "--json", json)).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("Samples: 60, classified as labelled: ")
        .contains("delta 0\n", "delta 0.1\n", "20 of 20, 100.00 % (83.16 to 100.00)")
        .contains("Recall: 60 of 60", "Pairs of classes with opposite literals: ", " of 3");
    String written = Files.readString(Path.of(file("0.1")));
    assertThat(written).contains("\"delta\" : 0.10", "\"images\" : 60", "\"protocol\" : \"all\"");
    assertThat(Files.readString(Path.of(json)))
        .contains("\"amongSamples\"", sha256("network", NETWORK), sha256("data", images, labels))
        .doesNotContain("NaN", "heldOut");
    assertThat(mine("--delta", "0.10", "--threads", "3")).isZero();
    assertThat(Files.readString(Path.of(file("0.1")))).as("threads").isEqualTo(written);
  }

  @Test
  void samplesHeldOutAreCountedApart() throws IOException {
    String json = folder.resolve("counts.json").toString();
    String[] heldOut = {"--held-out", images, "--held-out-labels", labels, "--json", json};
    assertThat(mine(with(new String[] {"--count", "30"}, heldOut))).isZero();
    assertThat(Files.readString(Path.of(json))).contains(sha256("heldOut", images, labels));
    assertThat(out.toString())
        .contains("Samples: 30,", "Held out: 60,", "Followers of those held out:", " of 20, ");
  }

  @Test
  void showsPatternsAndWhoFollows() throws IOException {
    assertThat(mine("--delta", "0.01")).isZero();
    assertThat(run("show", file("0.01"), "--class", "1")).isZero();
    assertThat(out.toString())
        .contains("Patterns of 3 classes, mined from all samples among 60, delta 0.01")
        .contains("Class 1, layer 1, active: ", "Class 1, layer 1, inactive: ");
    assertThat(run("show", file("0.01"), "--class", "7")).isEqualTo(3);
    assertThat(err.toString()).contains("there is no pattern of class 7");

    String grey = "P2 8 8 16 " + "3 ".repeat(PIXELS);
    String input = SampleFiles.write(folder.resolve("grey.pgm"), grey.replace(" 16 ", " 255 "));
    StringBuilder pairs = new StringBuilder("sat\n(");
    for (int i = 0; i < PIXELS; i++) {
      pairs.append("(X_").append(i).append(" 0.").append(i).append(")\n");
    }
    String result = SampleFiles.write(folder.resolve("result"), pairs + "(Y_0 1))\n");
    String html = folder.resolve("page.html").toString();
    String[] show = {
      "show", file("0.01"), "--network", NETWORK, "--html", html, "--input", input + "," + result
    };
    assertThat(run(with(show, data()))).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("grey.pgm: class ", "result: class ", "literals violated by class: 0: ");
    String page = Files.readString(Path.of(html));
    assertThat(page)
        .contains("mean of those that follow", "grey.pgm: class ", "Class 2</h2>")
        .contains("A red frame: ", "Network: ", "SHA-256", "Data: ", "made by plumbline ");
    Matcher picture = Pattern.compile("base64,([^\"]+)\"").matcher(page);
    assertThat(picture.find()).isTrue();
    byte[] png = Base64.getDecoder().decode(picture.group(1));
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(8);
    SampleFiles.write(folder.resolve("result"), pairs.toString().replace("X_7 ", "X_8 "));
    assertThat(run(with(show, data()))).isEqualTo(3);
    assertThat(err.toString()).contains("result: X_8 where X_7 is expected");
    assertThat(Path.of(html)).doesNotExist();
  }

  @Test
  void monitorsSamplesAndSingleInputs() throws IOException {
    assertThat(mine("--delta", "0")).isZero();
    String json = folder.resolve("rates.json").toString();
    String html = folder.resolve("curve.html").toString();
    String[] monitor = {"monitor", NETWORK, file("0")};
    assertThat(run(with(with(monitor, data()), "--json", json, "--html", html))).isZero();
    assertThat(out.toString())
        .contains("Samples: 60", "Taken for a class without a pattern: ", "Wrong class, yet")
        .contains("Area below the curve (AUC): ", "µs per input");
    assertThat(Files.readString(Path.of(json)))
        .contains("\"points\"", "\"samples\" : 60", sha256("network", NETWORK))
        .contains(sha256("patterns", file("0")), sha256("data", images, labels));
    assertThat(Files.readString(Path.of(html)))
        .contains("<polyline points=\"0,400", ">0.2<", "chance", "SHA-256");

    String input = SampleFiles.write(folder.resolve("x.txt"), "0 ".repeat(PIXELS));
    int code = run(with(monitor, "--input", input));
    assertThat(code).isEqualTo(out.toString().contains("follows its pattern") ? 0 : 10);
    assertThat(out.toString()).startsWith("Class ");
  }

  @Test
  void patternsOfAnotherNetworkAreRefused() throws IOException {
    assertThat(mine("--delta", "0")).isZero();
    Path other = folder.resolve("other.onnx");
    byte[] bytes = Files.readAllBytes(Path.of(NETWORK));
    bytes[bytes.length / 2] ^= 1;
    Files.write(other, bytes);
    assertThat(run(with(new String[] {"monitor", other.toString(), file("0")}, data())))
        .isEqualTo(3);
    assertThat(err.toString()).contains("has patterns of another network than");
    Files.writeString(Path.of(file("0")), "{}");
    assertThat(run(with(new String[] {"monitor", NETWORK, file("0")}, data()))).isEqualTo(3);
    assertThat(err.toString()).contains("Missing creator property 'format'");
    assertThat(run("show", folder.resolve("none").toString())).isEqualTo(3);
    assertThat(err.toString()).contains("there is no such file");
  }

  @Test
  void badDataWritesNothing() throws IOException {
    SampleFiles.write(folder.resolve("labels"), "no labels");
    assertThat(mine()).isEqualTo(3);
    assertThat(err.toString()).contains("labels: this is no IDX file");
    assertThat(Path.of(patterns)).doesNotExist();
    assertThat(mine("--index", "60")).isEqualTo(3);
  }

  @Test
  void badOptionsAreNamed() {
    assertThat(mine("--delta", "0.5")).isEqualTo(2);
    assertThat(err.toString()).contains("--delta 0.5 is not at least 0 and below 0.5");
    assertThat(mine("--delta", "0.1,0.10")).isEqualTo(2);
    assertThat(err.toString()).contains("--delta names one twice");
    assertThat(mine("--json", images)).isEqualTo(2);
    assertThat(err.toString()).contains("is read; name another file to write");
    assertThat(run("mine", NETWORK, patterns)).isEqualTo(2);
    assertThat(err.toString()).contains("name samples to mine from: --dataset");
    assertThat(run("monitor", NETWORK, "p.json")).isEqualTo(2);
    assertThat(err.toString()).contains("name one of --input and --dataset");
    assertThat(mine("--delta", "0")).isZero();
    assertThat(run("show", file("0"), "--class", "99")).isEqualTo(3);
    assertThat(err.toString()).contains("there is no pattern of class 99");
    assertThat(run("show", NETWORK)).isEqualTo(3);
    assertThat(err.toString()).contains("is an ONNX model, not a file of patterns");
    assertThat(run("mine", NETWORK, patterns, "--dataset", NETWORK)).isEqualTo(3);
    assertThat(err.toString()).contains("is an ONNX model, not a data set");
    assertThat(run("show", "p.json", "--html", "x.html")).isEqualTo(2);
    assertThat(err.toString()).contains("ask for --network");
    assertThat(run()).isEqualTo(2);
  }
}
