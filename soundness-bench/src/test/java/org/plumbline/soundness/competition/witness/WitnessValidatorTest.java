package org.plumbline.soundness.competition.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.soundness.competition.Category;
import org.plumbline.soundness.competition.CompetitionInstance;
import org.plumbline.soundness.competition.TinyCategory;

/** The networks are x₀ − x₁ and x₀ / 2; unsafe is an output of 3/4 or more on [0, 1]². */
class WitnessValidatorTest {
  private final WitnessValidator validator = new WitnessValidator();

  @TempDir private Path folder;
  private TinyCategory tiny;

  @BeforeEach
  void write() throws IOException {
    tiny = TinyCategory.usual(folder);
  }

  @AfterEach
  void close() {
    validator.close();
  }

  private Validation validate(int instance, String text) throws IOException {
    Path witness = Files.writeString(folder.resolve("witness"), text);
    List<CompetitionInstance> instances = Category.of(folder).instances();
    return validator.validate(instances.get(instance), witness);
  }

  private static String second(String a, String b) {
    return "sat\nX float32 [1,2]\n" + a + "\n" + b + "\nY float32 [1,1]\n0.9\n";
  }

  private Validation second(String property, String a, String b) throws IOException {
    tiny.file("vnnlib/q.vnnlib", property);
    return validate(2, second(a, b));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.25, REPLAYS",
    "1, 0, REPLAYS",
    // 1 in float32
    "1.00000000001, 0, REPLAYS",
    "1.00001, 0, TOLERATED",
    "1, -0.00001, TOLERATED",
    "1.001, 0, FAILS",
    "1, -0.001, FAILS",
    // outputs have no tolerance
    "1, 0.2500001, FAILS",
    "0.5, 0, FAILS"
  })
  void bothVersionsAreJudgedAlike(String a, String b, Judgement expected) throws IOException {
    String first = "sat\n((X_0 " + a + ")\n(X_1 " + b + ")\n(Y_0 0.9))\n";
    assertThat(validate(0, first).judgement()).isEqualTo(expected);
    assertThat(validate(2, second(a, b)).judgement()).isEqualTo(expected);
  }

  @Test
  void theModelDecidesWhatRealNumbersAreRoundedTo() throws IOException {
    tiny.file("vnnlib/q.vnnlib", TinyCategory.second("real"));
    String text = "sat\nX real [1,2]\n1.00000000001\n0.25\nY Real [1,1]\n0\n";
    assertThat(validate(2, text).judgement()).isEqualTo(Judgement.REPLAYS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sat",
        "sat\nX float32 [1,2]\n1\n0\n",
        "sat\nY float32 [1,1]\n1\nX float32 [1,2]\n1\n0\n",
        "sat\nZ float32 [1,2]\n1\n0\nY float32 [1,1]\n1\n",
        "sat\nX float64 [1,2]\n1\n0\nY float32 [1,1]\n1\n",
        "sat\nX float32 [2,1]\n1\n0\nY float32 [1,1]\n1\n",
        "sat\nX float32 [1,2]\n1\nY float32 [1,1]\n1\n",
        "sat\nX float32 [1,2]\n1\n0\n0\nY float32 [1,1]\n1\n",
        "sat\nX float32 [1,2]\none\n0\nY float32 [1,1]\n1\n",
        "sat\nX float32 [1,2]\n1\n0\nY float32 [1,1]\n1\nmore\n",
        "sat\n((X_0 1) (X_1 0) (Y_0 1))"
      })
  void aMalformedWitnessFails(String text) throws IOException {
    Validation found = validate(2, text);
    assertThat(found.judgement()).isEqualTo(Judgement.FAILS);
    assertThat(found.remark()).startsWith("malformed");
  }

  @Test
  void bytesThatAreNoTextFail() throws IOException {
    Path witness = Files.write(folder.resolve("w"), new byte[] {'s', 'a', 't', '\n', (byte) 0xff});
    for (CompetitionInstance instance : Category.of(folder).instances()) {
      assertThat(validator.validate(instance, witness).judgement()).isEqualTo(Judgement.FAILS);
    }
  }

  @Test
  void aMissingWitnessFails() throws IOException {
    CompetitionInstance instance = Category.of(folder).instances().get(0);
    assertThat(validator.validate(instance, folder.resolve("none")).judgement())
        .isEqualTo(Judgement.FAILS);
  }

  /** f is x₀ / 2 and g is x₀ − x₁, so that g − f is 1/2 at (1, 0) and no more anywhere. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 1, 0, REPLAYS",
    // relations between inputs are assertions about inputs
    "1, 0, 1.00001, 0, TOLERATED",
    "1, 0, 1.001, 0, FAILS",
    "0.5, 0, 0.5, 0, FAILS"
  })
  void severalNetworksAreRunEach(String a, String b, String c, String d, Judgement expected)
      throws IOException {
    String text =
        "sat\nA float32 [1,2]\n%s\n%s\nFA float32 [1,1]\n0\nB float32 [1,2]\n%s\n%s\nGB float32 [1,1]\n0\n"
            .formatted(a, b, c, d);
    assertThat(validate(3, text).judgement()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[('f', 'onnx/half.onnx.gz')] ; no file is given for network g",
        "[('f', 'onnx/half.onnx.gz'), ('h', 'onnx/minus.onnx')] ; no file is given for network g",
        "[('f', 'onnx/half.onnx.gz'), ('g', 'onnx/minus.onnx'), ('h', 'onnx/minus.onnx')] ; not declared",
        "onnx/minus.onnx ; one file is given for 2 networks"
      })
  void filesHaveToFitTheNetworks(String cell, String message) throws IOException {
    tiny.list("\"" + cell + "\",vnnlib/two.vnnlib,5");
    String text =
        "sat\nA float32 [1,2]\n1\n0\nFA float32 [1,1]\n0\nB float32 [1,2]\n1\n0\nGB float32 [1,1]\n0\n";
    Validation found = validate(0, text);
    assertThat(found.judgement()).isEqualTo(Judgement.UNSUPPORTED);
    assertThat(found.remark()).contains(message);
  }

  /** Two runs of one network, whose file is listed once, or once more for the copy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "onnx/minus.onnx ; REPLAYS",
        "[('f', 'onnx/minus.onnx')] ; REPLAYS",
        "[('f', 'onnx/minus.onnx'), ('g', 'onnx/minus.onnx')] ; REPLAYS",
        "[('f', 'onnx/minus.onnx'), ('g', 'onnx/half.onnx.gz')] ; UNSUPPORTED"
      })
  void anEqualNetworkHasTheOthersFile(String cell, Judgement expected) throws IOException {
    tiny.file(
            "vnnlib/two.vnnlib",
            TinyCategory.TWO
                .replace("isomorphic-to", "equal-to")
                .replace("(assert (== A[0,1] B[0,1]))", "(assert (<= B[0,1] A[0,1]))"))
        .list("\"" + cell + "\",vnnlib/two.vnnlib,5");
    String text =
        "sat\nA float32 [1,2]\n1\n1\nFA float32 [1,1]\n0\nB float32 [1,2]\n1\n0\nGB float32 [1,1]\n0\n";
    assertThat(validate(0, text).judgement()).isEqualTo(expected);
  }

  @Test
  void anAssertionOfInputsAndOutputsHasNoTolerance() throws IOException {
    String mixed =
        TinyCategory.SECOND.replace(
            "(assert (<= X[0,0] 1.0))", "(assert (or (<= X[0,0] 1.0) (<= Y[0,0] 0.0)))");
    assertThat(second(mixed, "1", "0").judgement()).isEqualTo(Judgement.REPLAYS);
    assertThat(second(mixed, "1.00001", "0").judgement()).isEqualTo(Judgement.FAILS);
  }

  @Test
  void hiddenTensorsAreNotSupported() throws IOException {
    String hidden =
        TinyCategory.SECOND.replace(
            "(declare-output Y", "(declare-hidden H float32 [1,1] \"y\") (declare-output Y");
    tiny.file("vnnlib/q.vnnlib", hidden);
    String text = "sat\nX float32 [1,2]\n1\n0\nH float32 [1,1]\n1\nY float32 [1,1]\n1\n";
    assertThat(validate(2, text).judgement()).isEqualTo(Judgement.UNSUPPORTED);
  }

  @Test
  void aFileThatIsNoModelIsNotSupported() throws IOException {
    tiny.file("onnx/minus.onnx", "no model");
    assertThat(validate(2, second("1", "0")).judgement()).isEqualTo(Judgement.UNSUPPORTED);
    assertThat(validate(0, "sat\n((X_0 1) (X_1 0) (Y_0 1))").judgement())
        .isEqualTo(Judgement.UNSUPPORTED);
  }

  @Test
  void saysHowFarStatedOutputsAreOff() throws IOException {
    assertThat(validate(2, second("1", "0")).outputError()).isCloseTo(0.1, within(1e-6));
    assertThat(validate(0, "sat\n((X_0 1) (X_1 0) (Y_0 0.875))").outputError()).isEqualTo(0.125);
  }
}
