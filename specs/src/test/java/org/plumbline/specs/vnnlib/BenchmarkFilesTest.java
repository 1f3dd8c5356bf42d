package org.plumbline.specs.vnnlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.plumbline.specs.property.Property;

/** The competition's property files, where they lie beside the project. */
class BenchmarkFilesTest {
  private static final Path BENCHMARKS = Path.of("..", "..", "shared", "benchmarks", "vnncomp");

  @BeforeAll
  static void present() {
    assumeTrue(Files.isDirectory(BENCHMARKS), "skipped: no benchmark files at " + BENCHMARKS);
  }

  private static Property parse(String file) {
    return VnnLibParser.parse(BENCHMARKS.resolve(file));
  }

  private static void expect(String file, int inputs, int outputs, int cases, int polyhedra) {
    Property property = parse(file);
    assertThat(property.inputs()).as(file).isEqualTo(inputs);
    assertThat(property.outputs()).as(file).isEqualTo(outputs);
    assertThat(property.cases()).as(file).hasSize(cases);
    assertThat(property.polyhedra()).as(file).isEqualTo(polyhedra);
  }

  @Test
  void everyFileIsRead() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(BENCHMARKS)) {
      files = all.filter(path -> path.toString().contains(".vnnlib")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        Property property = VnnLibParser.parse(file);
        assertThat(property.inputs()).as(file.toString()).isEqualTo(declared(file, "X_"));
        assertThat(property.outputs()).as(file.toString()).isEqualTo(declared(file, "Y_"));
        assertThat(property.cases()).as(file.toString()).isNotEmpty();
        assertThat(property.polyhedra()).as(file.toString()).isPositive();
        assertThat(property.describe()).as(file.toString()).isNotBlank();
      }
    }
  }

  /** Counted without the parser. */
  private static long declared(Path file, String name) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.ISO_8859_1))) {
      return lines.lines().filter(line -> line.startsWith("(declare-const " + name)).count();
    }
  }

  @Test
  void countsAreAsWritten() {
    expect("acasxu_2023/vnnlib/prop_1.vnnlib.gz", 5, 5, 1, 1);
    expect("acasxu_2023/vnnlib/prop_8.vnnlib.gz", 5, 5, 1, 3);
    expect("nn4sys/vnnlib/lindex_9000.vnnlib.gz", 1, 1, 9000, 18_000);
    expect("cora_2024/vnnlib/mnist-img0.vnnlib.gz", 784, 10, 1, 9);
    expect("lsnc_2024/vnnlib/quadrotor2d_output_16.vnnlib.gz", 8, 10, 1, 17);
    expect("collins_rul_cnn_2022/vnnlib/if_then_7levels_w20.vnnlib.gz", 400, 1, 1, 2);
    expect("ml4acopf_2024/vnnlib/118_ieee_prop2.vnnlib.gz", 198, 1696, 1, 1);
  }
}
