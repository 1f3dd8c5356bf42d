package org.plumbline.soundness.analytic.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.interval.Box;
import org.plumbline.soundness.analytic.AnalyticSuite;
import org.plumbline.soundness.analytic.FamilyModel;
import org.plumbline.soundness.deployment.OnnxRuntime;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.Deployment.Runtime;
import org.plumbline.soundness.instance.ExactSlack;
import org.plumbline.soundness.instance.Instance;
import org.plumbline.soundness.instance.Truth;

/** ONNX Runtime shows what it is said to show, and nothing that is said not to be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentFamilyTest {
  private static final long SEED = 20260103;
  private static final int SAMPLES = 20;

  private final OnnxRuntime onnxRuntime = new OnnxRuntime();
  private BenchmarkFolder benchmark;
  private Map<String, Instance> instances;

  @BeforeAll
  void generate(@TempDir Path folder) throws IOException {
    List<Instance> family = AnalyticSuite.family("deployment", SEED);
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

  private List<Instance> shownBy(Runtime runtime) {
    return instances.values().stream()
        .filter(one -> one.answer().deployment().filter(d -> d.runtime() == runtime).isPresent())
        .toList();
  }

  private double[] run(Instance instance, Runtime setting, double[] x) throws IOException {
    try (FamilyModel model = model(instance.name(), setting)) {
      return model.outputs(x);
    }
  }

  private FamilyModel model(String name, Runtime setting) throws IOException {
    return new FamilyModel(onnxRuntime, benchmark.network(name), setting);
  }

  private static double[] unsafePoint(Instance instance) {
    BigDecimal[] point = instance.answer().float32Point().orElseThrow();
    return Arrays.stream(point).mapToDouble(BigDecimal::doubleValue).toArray();
  }

  private static boolean isUnsafe(Instance instance, double[] x, double... y) {
    return Arrays.stream(y).allMatch(Double::isFinite)
        && ExactSlack.isUnsafe(instance.property(), ExactSlack.exact(x), ExactSlack.exact(y));
  }

  @Test
  void allAnswersAreFrequent() {
    Map<List<Truth>, Long> truths =
        instances.values().stream()
            .map(Instance::answer)
            .collect(
                Collectors.groupingBy(
                    one -> List.of(one.real(), one.float32()), Collectors.counting()));
    assertThat(truths)
        .containsOnlyKeys(
            List.of(Truth.UNSAT, Truth.SAT),
            List.of(Truth.UNSAT, Truth.UNSAT),
            List.of(Truth.SAT, Truth.SAT));
    assertThat(truths.values()).allMatch(count -> count >= 20);
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "OPTIMISED"})
  void onnxRuntimeMakesThePointUnsafe(Runtime setting) throws IOException {
    assertThat(shownBy(setting)).hasSizeGreaterThan(5);
    for (Instance instance : shownBy(setting)) {
      double[] x = unsafePoint(instance);
      double[] y = run(instance, setting, x);
      assertThat(isUnsafe(instance, x, y))
          .as("%s: %s, %s", instance.name(), y[0], instance.answer().proof())
          .isTrue();
    }
  }

  @Test
  void onnxRuntimeMakesThePointUnsafeWhenItFlushes() throws IOException {
    List<Instance> flushed = shownBy(Runtime.FLUSHING);
    assertThat(flushed).hasSizeGreaterThan(5);
    for (Instance instance : flushed) {
      double y = run(instance, Runtime.FLUSHING, unsafePoint(instance))[0];
      assertThat(y)
          .as(instance.answer().proof())
          .isEqualTo(instance.answer().deployment().orElseThrow().outputs()[0].doubleValue());
    }
  }

  /** Here other runtimes differ, which compute as admissibly. */
  @Test
  void onnxRuntimeDoesNotMakeTheOtherPointsUnsafe() throws IOException {
    for (Instance instance : shownBy(Runtime.NONE)) {
      for (Runtime setting : List.of(Runtime.PLAIN, Runtime.OPTIMISED)) {
        double[] x = unsafePoint(instance);
        assertThat(isUnsafe(instance, x, run(instance, setting, x))).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void onnxRuntimeComputesNothingThatIsSaidNotToBe(String name) throws IOException {
    Instance instance = instances.get(name);
    Answer answer = instance.answer();
    Box box = instance.property().cases().get(0).inputs().toInnerBox();
    for (Runtime setting : List.of(Runtime.PLAIN, Runtime.OPTIMISED)) {
      SplittableRandom random = new SplittableRandom(SEED);
      try (FamilyModel model = model(name, setting)) {
        for (int k = 0; k < SAMPLES && answer.float32() == Truth.UNSAT; k++) {
          double[] x = sample(box, random);
          assertThat(isUnsafe(instance, x, model.outputs(x))).isFalse();
        }
        if (answer.real() == Truth.SAT) {
          double[] x = unsafePoint(instance);
          assertThat(isUnsafe(instance, x, model.outputs(x))).isTrue();
        }
      }
    }
  }

  private static double[] sample(Box box, SplittableRandom random) {
    double[] x = new double[box.size()];
    for (int i = 0; i < x.length; i++) {
      double share = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble();
      double value = box.lower()[i] + share * (box.upper()[i] - box.lower()[i]);
      x[i] = Math.max(box.lower()[i], Math.min(box.upper()[i], (float) value));
    }
    return x;
  }
}
