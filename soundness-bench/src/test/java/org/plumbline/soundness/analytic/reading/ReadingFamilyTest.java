package org.plumbline.soundness.analytic.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.interval.Box;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.soundness.analytic.AnalyticSuite;
import org.plumbline.soundness.analytic.FamilyModel;
import org.plumbline.soundness.deployment.OnnxRuntime;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.Deployment;
import org.plumbline.soundness.instance.ExactSlack;
import org.plumbline.soundness.instance.Instance;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.VnnLibParser;

/** What files mean to ONNX Runtime, and that unusual spellings are read as the plain ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class ReadingFamilyTest {
  private static final long SEED = 20260102;
  private static final int SAMPLES = 20;

  private final OnnxRuntime onnxRuntime = new OnnxRuntime();
  private BenchmarkFolder benchmark;
  private Map<String, Instance> instances;

  @BeforeAll
  void generate(@TempDir Path folder) throws IOException {
    List<Instance> family = AnalyticSuite.family("reading", SEED);
    benchmark = new BenchmarkFolder(folder);
    benchmark.write(family, "seed " + SEED, 20);
    instances = family.stream().collect(Collectors.toMap(Instance::name, one -> one));
  }

  @AfterAll
  void close() {
    onnxRuntime.close();
  }

  Stream<String> names() {
    return instances.keySet().stream().sorted();
  }

  @Test
  void bothAnswersAreAsFrequent() {
    Map<Truth, Long> truths =
        instances.values().stream()
            .collect(Collectors.groupingBy(one -> one.answer().real(), Collectors.counting()));
    assertThat(truths.keySet()).containsExactlyInAnyOrder(Truth.SAT, Truth.UNSAT);
    assertThat(truths.values()).allMatch(count -> count >= 30);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theFilesMeanWhatThePlainOnesMean(String name) throws IOException {
    Instance instance = instances.get(name);
    byte[] plain = OnnxWriter.toBytes(instance.network());
    assertThat(Arrays.equals(Files.readAllBytes(benchmark.network(name)), plain))
        .isEqualTo(instance.spelling().network().isEmpty());
    assertThat(OnnxWriter.toBytes(OnnxReader.model(benchmark.network(name)))).isEqualTo(plain);
    assertThat(VnnLibParser.parse(benchmark.property(name)).describe())
        .isEqualTo(instance.property().describe());
  }

  @ParameterizedTest
  @MethodSource("names")
  void onnxRuntimeComputesTheOutputsThatTheAnswerStates(String name) throws IOException {
    Answer answer = instances.get(name).answer();
    Property property = instances.get(name).property();
    double[] point = doubles(answer.point().orElseThrow());
    for (Deployment.Runtime setting :
        List.of(Deployment.Runtime.PLAIN, Deployment.Runtime.OPTIMISED)) {
      try (FamilyModel model = new FamilyModel(onnxRuntime, benchmark.network(name), setting)) {
        assertThat(model.outputs(point)).isEqualTo(doubles(answer.outputs().orElseThrow()));
        if (answer.real() == Truth.UNSAT) {
          requireSafe(model, property);
        }
      }
    }
  }

  private static void requireSafe(FamilyModel model, Property property) {
    SplittableRandom random = new SplittableRandom(SEED);
    Box box = property.cases().get(0).inputs().toInnerBox();
    for (int k = 0; k < SAMPLES; k++) {
      double[] x = new double[box.size()];
      Arrays.setAll(
          x, i -> box.lower()[i] + random.nextDouble() * (box.upper()[i] - box.lower()[i]));
      BigDecimal[] y = ExactSlack.exact(model.outputs(x));
      assertThat(ExactSlack.isUnsafe(property, ExactSlack.exact(x), y)).isFalse();
    }
  }

  private static double[] doubles(BigDecimal[] values) {
    return Arrays.stream(values).mapToDouble(BigDecimal::doubleValue).toArray();
  }
}
