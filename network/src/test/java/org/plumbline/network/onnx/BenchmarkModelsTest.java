package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.UnsupportedOperatorException;

/** The real networks of VNN-COMP, where the folder is present: ours against ONNX Runtime. */
@Tag("slow")
class BenchmarkModelsTest {
  private static final Path ROOT = Path.of("../../shared/benchmarks/vnncomp");

  /** All models with {@code -Dplumbline.models=all}; else the smallest and the largest. */
  private static final boolean IS_COMPLETE = "all".equals(System.getProperty("plumbline.models"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acasxu_2023",
        "carvana_unet_2022",
        "cgan_2023",
        "cifar10_resnet",
        "cifar_biasfield",
        "collins_rul_cnn_2022",
        "cora_2024",
        "dist_shift_2023",
        "eran",
        "linearizenn_2024",
        "lsnc_2024",
        "marabou-cifar10",
        "metaroom_2023",
        "ml4acopf_2024",
        "mnist_fc",
        "oval21",
        "reach_prob_density",
        "rl_benchmarks",
        "safenlp_2024",
        "sri_resnet_a",
        "sri_resnet_b",
        "tllverifybench_2023",
        "traffic_signs_recognition_2023",
        "verivital",
        "vit_2023",
        "yolo_2023"
      })
  void agreeWithOnnxRuntime(String category) throws Exception {
    for (Path model : models(category)) {
      compare(model);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cctsdb_yolo_2023", "nn4sys"})
  void agreeOrAreRefusedByName(String category) throws Exception {
    for (Path model : models(category)) {
      try {
        compare(model);
      } catch (UnsupportedOperatorException refused) {
        assertThat(refused).hasMessageContaining("operator ").hasMessageContaining("node ");
      }
    }
  }

  private static List<Path> models(String category) throws IOException {
    Path folder = ROOT.resolve(category).resolve("onnx");
    assumeTrue(Files.isDirectory(folder), "skipped: no benchmark folder " + folder);
    List<Path> sorted;
    try (Stream<Path> files = Files.walk(folder)) {
      sorted =
          files
              .filter(f -> f.toString().endsWith(".gz") || f.toString().endsWith(".onnx"))
              .sorted((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
              .toList();
    }
    return IS_COMPLETE || sorted.size() < 3
        ? sorted
        : List.of(sorted.get(0), sorted.get(sorted.size() - 1));
  }

  private static void compare(Path path) throws Exception {
    byte[] bytes = Files.readAllBytes(path);
    if (path.toString().endsWith(".gz")) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = in.readAllBytes();
      }
    }
    Runtime.assertAgrees(path.toString(), OnnxReader.model(path), bytes, 7, 0, 1, 5e-4);
  }
}
