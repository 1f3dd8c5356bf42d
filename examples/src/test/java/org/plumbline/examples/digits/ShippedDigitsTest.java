package org.plumbline.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.specs.vnnlib.VnnLibParser;

/** The files in {@code examples/digits} are what its README says and what the code here writes. */
class ShippedDigitsTest {

  private static final Path FOLDER = Path.of("digits");

  @TempDir private Path written;

  @Test
  void networkReadsAsManyHeldOutDigitsAsTheReadmeSays() throws IOException, OrtException {
    DigitsDataset heldOut = dataset().heldOut();
    float[][] scores = scores(FOLDER.resolve("digits.onnx"), heldOut.pixels());

    int right = 0;
    for (int i = 0; i < scores.length; i++) {
      right += strongest(scores[i]) == heldOut.digits().get(i).label() ? 1 : 0;
    }

    assertThat(right).isEqualTo(351);
    assertThat(Files.readString(FOLDER.resolve("README.md"))).contains("351 of the 360 held-out");
  }

  @Test
  void theRoundedNetworkIsTheOtherOneRounded() throws IOException {
    OnnxModel model = OnnxReader.model(FOLDER.resolve("digits.onnx"));
    byte[] rounded = OnnxWriter.toBytes(RoundedDigits.of("digits-bfloat16.onnx", model));
    assertThat(FOLDER.resolve("digits-bfloat16.onnx")).hasBinaryContent(rounded);
  }

  @Test
  void weightsAreRoundedToTheNearestOfEightBits() {
    assertThat(RoundedDigits.rounded(1 + 0x1p-8f)).isEqualTo(1);
    assertThat(RoundedDigits.rounded(1 + 0x1.8p-7f)).isEqualTo(1 + 0x1p-6f);
    assertThat(RoundedDigits.rounded(-1 - 0x1.02p-8f)).isEqualTo(-1 - 0x1p-7f);
    assertThat(RoundedDigits.rounded(0)).isZero();
  }

  @Test
  void propertiesAreThoseThatTheCodeWrites() throws IOException {
    List<String> names = new ArrayList<>();
    for (DigitProperty property : DigitProperty.shipped(dataset())) {
      String name = property.name() + ".vnnlib";
      names.add(name);
      assertThat(FOLDER.resolve(name)).hasContent(property.toVnnLib());
      assertThat(VnnLibParser.parse(FOLDER.resolve(name))).isEqualTo(property.toProperty());
    }
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(f -> f.endsWith("vnnlib")))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void modelComputesWhatItsLayersSay() throws IOException, OrtException {
    // Hidden layer: relu(p0 - p1 + 1), relu(p1). Score 0 is 2·h0 - h1 + 3; score 9 is h1; others 0.
    float[][] first = new float[64][2];
    first[0][0] = 1;
    first[1] = new float[] {-1, 1};
    float[][] second = new float[2][10];
    second[0][0] = 2;
    second[1][0] = -1;
    second[1][9] = 1;
    float[] bias = new float[10];
    bias[0] = 3;
    Path file = written.resolve("two.onnx");
    List<DenseLayer> layers =
        List.of(new DenseLayer(first, new float[] {1, 0}), new DenseLayer(second, bias));
    OnnxWriter.write(DigitsModel.of("two.onnx", layers), file);

    float[][] pixels = new float[2][64];
    pixels[0][0] = 5;
    pixels[1][1] = 4;

    assertThat(scores(file, pixels))
        .isDeepEqualTo(
            new float[][] {{15, 0, 0, 0, 0, 0, 0, 0, 0, 0}, {-1, 0, 0, 0, 0, 0, 0, 0, 0, 4}});
  }

  private static DigitsDataset dataset() throws IOException {
    return DigitsDataset.read(FOLDER.resolve("digits.csv.gz"));
  }

  private static float[][] scores(Path network, float[][] pixels) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(network.toString());
        OnnxTensor input = OnnxTensor.createTensor(environment, pixels);
        OrtSession.Result result = session.run(Map.of("pixels", input))) {
      return (float[][]) result.get(0).getValue();
    }
  }

  private static int strongest(float[] scores) {
    int strongest = 0;
    for (int i = 1; i < scores.length; i++) {
      strongest = scores[i] > scores[strongest] ? i : strongest;
    }
    return strongest;
  }
}
