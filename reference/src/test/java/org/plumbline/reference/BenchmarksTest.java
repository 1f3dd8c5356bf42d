package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.file.Declaration;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceTensor;

/**
 * Networks of VNN-COMP, each at a random point, against ONNX Runtime: the first of each folder, or
 * all with {@code -Dreference.networks=all}.
 */
class BenchmarksTest {
  private static final long SEED = 20261209;
  private static final Path ROOT = Path.of("../../shared/benchmarks");

  @Test
  void networksAreEvaluated() throws IOException, OrtException {
    assumeTrue(Files.isDirectory(ROOT), ROOT + " is absent");
    List<Path> files = files();
    assertThat(files).hasSizeGreaterThan(40);
    for (Path file : files) {
      check(file);
    }
  }

  private static List<Path> files() throws IOException {
    List<Path> folders;
    try (Stream<Path> walk = Files.walk(ROOT)) {
      folders = walk.filter(Files::isDirectory).sorted().toList();
    }
    boolean takesAll = System.getProperty("reference.networks", "").equals("all");
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> list = Files.list(folder)) {
        list.filter(file -> file.toString().matches(".*[.]onnx([.]gz)?"))
            .sorted()
            .limit(takesAll ? Long.MAX_VALUE : 1)
            .forEach(files::add);
      }
    }
    return files;
  }

  private static void check(Path file) throws IOException, OrtException {
    byte[] bytes = Files.readAllBytes(file);
    ReferenceModel model = ReferenceModel.parse(file.toString(), bytes);
    Map<String, ReferenceTensor> inputs = point(model);
    List<ReferenceTensor> expected = Oracle.run(unpacked(bytes), inputs);
    for (Mode mode : Mode.values()) {
      List<ReferenceTensor> found = model.evaluate(inputs, mode).outputs();
      for (int i = 0; i < expected.size(); i++) {
        compare(file, mode, found.get(i), expected.get(i));
      }
    }
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    return bytes[0] == 0x1f
        ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes()
        : bytes;
  }

  private static Map<String, ReferenceTensor> point(ReferenceModel model) {
    Random random = new Random(SEED);
    Map<String, ReferenceTensor> inputs = new LinkedHashMap<>();
    for (Declaration input : model.inputs()) {
      long[] dims =
          input.shape().orElseThrow().stream().mapToLong(d -> d.isOpen() ? 1 : d.size()).toArray();
      inputs.put(input.name(), Samples.reals(random, input.type(), 0, 1, dims));
    }
    return inputs;
  }

  /** Networks amplify the rounding of float32; so far none by more than a few thousand units. */
  private static void compare(
      Path file, Mode mode, ReferenceTensor found, ReferenceTensor expected) {
    assertThat(found.shape()).as(file.toString()).isEqualTo(expected.shape());
    assertThat(found.type()).as(file.toString()).isEqualTo(expected.type());
    double greatest = 1;
    for (int i = 0; i < found.size(); i++) {
      greatest = Math.max(greatest, Math.abs(expected.value(i)));
    }
    for (int i = 0; i < found.size(); i++) {
      assertThat(Math.abs(found.value(i) - expected.value(i)))
          .as("%s, %s, output %d", file, mode, i)
          .isLessThanOrEqualTo(found.radius(i) + greatest * 0x1p-12);
      assertThat(found.radius(i)).as(file.toString()).isLessThan(1e-4 * greatest);
    }
  }
}
