package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;

/** The real networks of VNN-COMP, where the folder is present: ours against ONNX Runtime. */
class BenchmarkModelsTest {
  private static final Path ROOT = Path.of("../../shared/benchmarks/vnncomp");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acasxu_2023", "cifar10_resnet", "cifar_biasfield", "collins_rul_cnn_2022", "cora_2024",
        "dist_shift_2023", "eran", "linearizenn_2024", "marabou-cifar10", "metaroom_2023",
        "mnist_fc", "oval21", "reach_prob_density", "rl_benchmarks", "safenlp_2024",
        "sri_resnet_a", "tllverifybench_2023", "verivital", "yolo_2023"
      })
  void agreeWithOnnxRuntime(String category) throws Exception {
    Path folder = ROOT.resolve(category).resolve("onnx");
    assumeTrue(Files.isDirectory(folder), "skipped: no benchmark folder " + folder);
    for (Path model : smallest(folder)) {
      compare(model);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "carvana_unet_2022",
        "cctsdb_yolo_2023",
        "cgan_2023",
        "lsnc_2024",
        "ml4acopf_2024",
        "nn4sys",
        "traffic_signs_recognition_2023",
        "vit_2023"
      })
  void agreeOrAreRefusedByName(String category) throws Exception {
    Path folder = ROOT.resolve(category).resolve("onnx");
    assumeTrue(Files.isDirectory(folder), "skipped: no benchmark folder " + folder);
    for (Path model : smallest(folder)) {
      try {
        compare(model);
      } catch (UnsupportedOperatorException | ParseException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  /** Two models of a category are enough for CI: the smallest and one more. */
  private static List<Path> smallest(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".gz"))
          .sorted((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .limit(2)
          .toList();
    }
  }

  private static void compare(Path model) throws Exception {
    Network network = OnnxReader.read(model);
    byte[] bytes = Files.readAllBytes(model);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes));
        OrtSession session = OrtEnvironment.getEnvironment().createSession(in.readAllBytes())) {
      Set<String> initialisers = OnnxReader.readGraph(model).initialisers().keySet();
      String input =
          session.getInputNames().stream()
              .filter(n -> !initialisers.contains(n))
              .findFirst()
              .orElseThrow();
      long[] shape = ((TensorInfo) session.getInputInfo().get(input).getInfo()).getShape();
      for (int d = 0; d < shape.length; d++) {
        shape[d] = Math.max(1, shape[d]);
      }
      for (int seed = 0; seed < 3; seed++) {
        double[] x =
            new Random(seed).doubles(network.inputSize(), 0, 1).map(v -> (float) v).toArray();
        assertClose(model, seed, run(session, input, shape, x), evaluate(network, x));
      }
    }
  }

  private static double[] evaluate(Network network, double[] x) {
    double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, x);
    return Arrays.copyOf(y, network.outputSize());
  }

  private static float[] run(OrtSession session, String input, long[] shape, double[] x)
      throws Exception {
    FloatBuffer data = FloatBuffer.allocate(x.length);
    for (double v : x) {
      data.put((float) v);
    }
    data.rewind();
    try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), data, shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      FloatBuffer out = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] y = new float[out.remaining()];
      out.get(y);
      return y;
    }
  }

  private static void assertClose(Path model, int seed, float[] expected, double[] actual) {
    assertThat(actual).as("%s seed %d", model, seed).hasSize(expected.length);
    double scale = 1e-3;
    for (float y : expected) {
      scale = Math.max(scale, Math.abs(y));
    }
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("%s seed %d output %d", model, seed, i)
          .isCloseTo(expected[i], within(2e-4 * scale));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"acasxu_2023"})
  void everyTruncatedFileIsRefused(String category) throws Exception {
    Path folder = ROOT.resolve(category).resolve("onnx");
    assumeTrue(Files.isDirectory(folder), "skipped: no benchmark folder " + folder);
    byte[] bytes;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(smallest(folder).get(0)))) {
      bytes = in.readAllBytes();
    }
    for (int length = 0; length < bytes.length; length += 97) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> new OnnxLowering(OnnxReader.parse("cut.onnx", cut)).lower())
          .isInstanceOfAny(ParseException.class, UnsupportedOperatorException.class);
    }
  }
}
