package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.SampleFiles;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.question.FileContent;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.vnnlib.VnnLibParser;
import picocli.CommandLine;

/** Questions about one input: what is asked, what is said of it, and who can check the answer. */
class VerifyInputTest {
  private static final String DIGITS = "../examples/digits/digits.onnx";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static String[] and(String[] words, String... more) {
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  /** {@code y = (x0, x1)}: the class is the greater of two values. */
  private String greater() {
    return SampleFiles.write(
        folder.resolve("greater.onnx"),
        new long[] {1, 2},
        new long[] {1, 2},
        List.of(OnnxTensor.float32("w", new int[] {2, 2}, 1, 0, 0, 1)),
        OnnxNode.of("MatMul", List.of("x", "w"), "y"));
  }

  /** Two outputs of an input of this shape: the sum of its values, and 0. */
  private String sums(long... shape) {
    int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] weights = new float[2 * size];
    for (int i = 0; i < size; i++) {
      weights[2 * i] = 1;
    }
    return SampleFiles.write(
        folder.resolve("sums.onnx"),
        shape,
        new long[] {1, 2},
        List.of(OnnxTensor.float32("w", new int[] {size, 2}, weights)),
        OnnxNode.of("Flatten", List.of("x"), "f"),
        OnnxNode.of("MatMul", List.of("f", "w"), "y"));
  }

  private String image(int width, int height, int type) throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int k = 0; k < width * height * image.getRaster().getNumBands(); k++) {
      int bands = image.getRaster().getNumBands();
      image.getRaster().setSample(k / bands % width, k / bands / width, k % bands, 1 + k);
    }
    Path file = folder.resolve("image.png");
    ImageIO.write(image, "png", file.toFile());
    return file.toString();
  }

  /** The middle of each input's range in what was asked. */
  private double[] asked(String property) {
    DecimalBox box = VnnLibParser.parse(Path.of(property)).cases().get(0).inputs();
    double[] middle = new double[box.size()];
    for (int i = 0; i < middle.length; i++) {
      middle[i] = (box.lower()[i].doubleValue() + box.upper()[i].doubleValue()) / 2;
    }
    return middle;
  }

  @Test
  void whatIsCertifiedOfAnInputCanBeCheckedAgain() throws IOException {
    String input = SampleFiles.write(folder.resolve("x.csv"), "0.5, 0.1");
    String[] question = {greater(), "--input", input, "--epsilon", "1/6", "--input-range", "0,1"};
    String certificate = path("c.proof");
    String property = path("p.vnnlib");
    String[] verify =
        and(and(new String[] {"verify"}, question), "--certificate", certificate, "--property");
    assertThat(run(and(verify, property))).as(out + "" + err).isZero();
    assertThat(out.toString()).contains("certified");
    assertThat(run("check", question[0], property, certificate)).as(err + "").isZero();
    assertThat(out.toString()).startsWith("PROVED, for real numbers: the certificate is a proof");
    String[] check = {"check", question[0], certificate};
    assertThat(run(and(check, Arrays.copyOfRange(question, 1, question.length)))).isZero();
    assertThat(run(and(check, "--input", input, "--epsilon", "0.1"))).isEqualTo(11);
    assertThat(out.toString()).contains("it is for another property than is asked about the input");
    assertThat(run(check)).isEqualTo(2);
    assertThat(err.toString()).contains("Name a PROPERTY file");
  }

  /** A pipe that nobody writes: reading does not end, and there is no question yet. */
  @Test
  void theTimeMayEndBeforeTheQuestionIsRead() throws IOException, InterruptedException {
    String pipe = path("pipe.onnx");
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    String input = SampleFiles.write(folder.resolve("x.csv"), "0.5, 0.1");
    String[] line = {"verify", pipe, "--input", input, "--epsilon", "0.1", "--timeout", "0.001"};
    String json = path("o.json");
    String[] written = {"--certificate", path("c"), "--json", json, "--property", path("p")};
    assertThat(run(and(line, written))).as(err + "").isEqualTo(20);
    assertThat(err.toString())
        .contains("there is no certificate to write", "there is no property to write")
        .doesNotContain("\tat ");
    assertThat(Files.readString(Path.of(json)))
        .contains(
            "\"verdict\" : \"undecided\"", "\"cause\" : \"timeout\"", "\"epsilon\" : \"0.1\"");
    assertThat(folder.resolve("c")).doesNotExist();
    assertThat(folder.resolve("p")).doesNotExist();
  }

  @Test
  void jsonNamesAllThatIdentifiesTheQuestion() throws IOException {
    String input = SampleFiles.write(folder.resolve("x.csv"), "0.5, 0.1");
    String json = path("o.json");
    String[] line = {"verify", greater(), "--input", input, "--epsilon", "1/8", "--json", json};
    String[] more = {"--mean", "0.5", "--std", "2", "--input-range", "0,1", "--label", "0"};
    assertThat(run(and(line, more))).as(err + "").isZero();
    assertThat(Files.readString(Path.of(json)))
        .contains(
            "\"network\" : \"" + greater(),
            "\"networkSha256\" : \"" + sha256(Path.of(greater())),
            "\"property\" : null",
            "\"propertySha256\" : \"",
            "\"file\" : \"" + input,
            "\"sha256\" : \"" + sha256(Path.of(input)),
            "\"epsilon\" : \"1/8\"",
            "\"norm\" : \"linf\"",
            "\"label\" : 0",
            "\"class\" : 0",
            "\"range\" : [ 0, 1 ]",
            "\"mean\" : [ 0.5 ]",
            "\"std\" : [ 2 ]",
            "\"pixels\" : \"unit\"",
            "\"semantics\" : \"real\"");
    String property = "../examples/digits/four-noise-2.vnnlib";
    assertThat(run("verify", DIGITS, property, "--json", json, "--semantics", "float32")).isZero();
    assertThat(Files.readString(Path.of(json)))
        .contains(
            "\"property\" : \"" + property,
            "\"propertySha256\" : \"" + sha256(Path.of(property)),
            "\"semantics\" : \"float32\"");
  }

  private static String sha256(Path file) throws IOException {
    return HexFormat.of().formatHex(FileContent.read(file, 1 << 20).digest());
  }

  /** On [0.5 ± e] × [0.25 ± e] class 0 is kept below e = 1/8, and tied at it. */
  @ParameterizedTest
  @CsvSource({"1/8, 10", "124/1000, 0", "0.125, 10", "1/9, 0", "2/16, 10", "0.5/4, 10"})
  void epsilonMayBeAFraction(String epsilon, int code) {
    String input = SampleFiles.write(folder.resolve("x.csv"), "0.5, 0.25");
    assertThat(run("verify", greater(), "--input", input, "--epsilon", epsilon))
        .as(out + "" + err)
        .isEqualTo(code);
  }

  /** 1/3 is no decimal: the range that is asked about holds all of it. */
  @Test
  void aFractionIsRoundedOutward() {
    String input = SampleFiles.write(folder.resolve("x.csv"), "0, 2");
    String property = path("p.vnnlib");
    run("verify", greater(), "--input", input, "--epsilon", "1/3", "--property", property);
    DecimalBox box = VnnLibParser.parse(Path.of(property)).cases().get(0).inputs();
    java.math.BigDecimal three = new java.math.BigDecimal(3);
    assertThat(box.upper()[0].multiply(three)).isGreaterThan(java.math.BigDecimal.ONE);
    assertThat(box.lower()[0].multiply(three)).isLessThan(java.math.BigDecimal.ONE.negate());
    assertThat(box.upper()[0].doubleValue()).isEqualTo(1 / 3.0);
  }

  @Test
  void theClassOfTheInputItselfIsSaidBeforeTheVerdict() throws IOException {
    String input = SampleFiles.write(folder.resolve("x.csv"), "0.5, 0.1");
    String json = path("o.json");
    String[] line = {"verify", greater(), "--input", input, "--epsilon", "0.01", "--json", json};
    assertThat(run(line)).isZero();
    assertThat(out.toString())
        .startsWith("Input: " + input + ", 2 numbers; the network takes it for class 0.\n")
        .doesNotContain("class asked about");
    assertThat(Files.readString(Path.of(json))).contains("\"labelIsClass\" : true");
    assertThat(run(and(line, "--label", "1"))).isEqualTo(10);
    String words = "The class asked about is 1, which the input itself does not have.";
    assertThat(out.toString()).contains(words);
    assertThat(out.toString().indexOf(words)).isLessThan(out.toString().indexOf("VIOLATED"));
    assertThat(Files.readString(Path.of(json)))
        .contains("\"label\" : 1", "\"class\" : 0", "\"labelIsClass\" : false");
    SampleFiles.write(Path.of(input), "0.5, 0.5");
    assertThat(run(line)).isEqualTo(10);
    assertThat(out.toString()).contains("takes it for classes 0 and 1 alike");
    assertThat(Files.readString(Path.of(json))).contains("\"tiedClasses\" : [ 0, 1 ]");
  }

  /** Pixel by pixel 1, 2, 3 …, so that the third pixel has 7, 8 and 9. */
  @Test
  void imagesHaveTheLayoutOfTheNetwork() throws IOException {
    String image = image(8, 8, BufferedImage.TYPE_INT_RGB);
    String property = path("p.vnnlib");
    String[] options = {"--epsilon", "0", "--pixels", "bytes", "--property", property};
    for (long[] shape : new long[][] {{1, 8, 8, 3}, {1, 3, 8, 8}}) {
      String[] line = {"verify", sums(shape), "--input", image};
      assertThat(run(and(line, options))).as(err + "").isZero();
      double[] asked = asked(property);
      assertThat(asked[1]).isEqualTo(shape[3] == 3 ? 2 : 4);
      assertThat(asked[64]).isEqualTo(shape[3] == 3 ? 65 : 2);
      assertThat(out.toString())
          .contains("8 rows of 8 pixels in 3 channels, channels ")
          .contains(shape[3] == 3 ? "channels last; the" : "channels first; the");
    }
  }

  @Test
  void flatNetworksAskForTheOrderOfColours() throws IOException {
    String image = image(8, 8, BufferedImage.TYPE_INT_RGB);
    String property = path("p.vnnlib");
    String[] line = {"verify", sums(1, 192), "--input", image, "--epsilon", "0"};
    assertThat(run(line)).isEqualTo(3);
    assertThat(err.toString()).contains("--layout channels-first or channels-last says which");
    for (String layout : List.of("channels-first", "channels-last", "HWC")) {
      String[] more = {"--pixels", "bytes", "--property", property, "--layout", layout};
      assertThat(run(and(line, more))).as(err + "").isZero();
      assertThat(asked(property)[1]).isEqualTo(layout.equals("channels-first") ? 4 : 2);
    }
    assertThat(run(and(line, "--layout", "upside-down"))).isEqualTo(2);
    assertThat(err.toString()).contains("neither channels-first nor channels-last");
  }

  @ParameterizedTest
  @CsvSource({
    "56, 14, 10, 1 1 28 28, 14 rows of 56 pixels in 1 channel",
    "20, 28, 10, 1 1 20 28, 28 rows of 20 pixels in 1 channel",
    "28, 28, 1, 1 1 28 28, 28 rows of 28 pixels in 3 channels",
    "28, 28, 10, 1 3 28 28, 28 rows of 28 pixels in 1 channel",
    "3, 8, 1, 1 3 8 3, --layout",
    "28, 28, 1, 1 784, 2352 values"
  })
  void otherImagesAreRefused(int width, int height, int type, String shape, String words)
      throws IOException {
    long[] extents = Arrays.stream(shape.split(" ")).mapToLong(Long::parseLong).toArray();
    String image = image(width, height, type);
    assertThat(run("verify", sums(extents), "--input", image, "--epsilon", "0.1")).isEqualTo(3);
    assertThat(err.toString())
        .contains("image.png: ", words, Arrays.toString(extents))
        .doesNotContain("\tat ");
  }

  @Test
  void misplacedFilesAreCalledByTheirName() throws IOException {
    String image = image(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    String property = "../examples/digits/four-noise-2.vnnlib";
    assertThat(run("verify", image, property)).isEqualTo(3);
    assertThat(err.toString()).contains("image.png: is a PNG image, not a network");
    assertThat(run("verify", property, DIGITS)).isEqualTo(3);
    assertThat(err.toString())
        .contains("four-noise-2.vnnlib: is a VNN-LIB property, not a network");
    assertThat(run("verify", DIGITS, DIGITS)).isEqualTo(3);
    assertThat(err.toString()).contains("digits.onnx: is an ONNX model, not a property");
    assertThat(run("check", DIGITS, property, property)).isEqualTo(3);
    assertThat(err.toString()).contains("is a VNN-LIB property, not a certificate");
    assertThat(run("verify", DIGITS, "--input", DIGITS, "--epsilon", "1")).isEqualTo(3);
    assertThat(err.toString()).contains("digits.onnx: is an ONNX model, not one input");
    assertThat(run("inspect", image)).isEqualTo(3);
    assertThat(err.toString()).contains("is a PNG image, not a network");
  }
}
