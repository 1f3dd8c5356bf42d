package org.plumbline.soundness.analytic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.eval.Float32ForwardPass;
import org.plumbline.network.exact.Dyadic;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.soundness.analytic.reading.ReadingFamilyTest;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.AnswerFile;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.ExactSlack;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.VnnLibParser;

/** What the generator claims, examined on the files that it writes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalyticSuiteTest {
  private static final long SEED = 20260101;

  private Path folder;
  private BenchmarkFolder benchmark;
  private Map<String, AnswerFile.Entry> answers;

  @BeforeAll
  void generate(@TempDir Path folder) throws IOException {
    this.folder = folder;
    benchmark = new BenchmarkFolder(folder.resolve("a"));
    benchmark.write(AnalyticSuite.generate(SEED), "seed " + SEED, 20);
    answers = AnswerFile.read(benchmark.answers());
  }

  Stream<String> names() {
    return answers.keySet().stream();
  }

  @Test
  void thereAreHundredsOfBothKindsInEveryFamily() {
    assertThat(answers).hasSizeGreaterThanOrEqualTo(300);
    Map<String, List<Truth>> truths =
        answers.values().stream()
            .collect(
                Collectors.groupingBy(
                    AnswerFile.Entry::family,
                    Collectors.mapping(entry -> entry.answer().real(), Collectors.toList())));
    assertThat(truths.keySet()).containsExactlyInAnyOrderElementsOf(AnalyticSuite.families());
    assertThat(truths.values()).allSatisfy(kinds -> assertThat(kinds).contains(Truth.SAT));
    assertThat(truths.values()).allSatisfy(kinds -> assertThat(kinds).contains(Truth.UNSAT));
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    BenchmarkFolder again = new BenchmarkFolder(folder.resolve("b"));
    again.write(AnalyticSuite.generate(SEED), "seed " + SEED, 20);
    assertThat(bytes(again.path())).isEqualTo(bytes(benchmark.path()));
    for (String family : List.of("spike", "reading", "deployment")) {
      assertThat(networks(family, SEED + 1)).doesNotContainAnyElementsOf(networks(family, SEED));
    }
  }

  /** The first three. */
  private static List<String> networks(String family, long seed) {
    return AnalyticSuite.family(family, seed).subList(0, 3).stream()
        .map(one -> HexFormat.of().formatHex(OnnxWriter.toBytes(one.network())))
        .toList();
  }

  private static Map<String, String> bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> folder.relativize(file).toString(), AnalyticSuiteTest::content));
    }
  }

  private static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesTellNothing() {
    assertThat(answers.keySet()).noneMatch(name -> name.contains("sat") || name.contains("safe"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void thePointHasTheSlackThatTheAnswerStates(String name) throws IOException {
    Network network = OnnxReader.read(benchmark.network(name));
    Property property = VnnLibParser.parse(benchmark.property(name));
    Answer answer = answers.get(name).answer();
    Optional<double[]> point = answer.point().flatMap(AnalyticSuiteTest::doubles);
    if (property.cases().isEmpty()) {
      assertThat(answer.real()).as("alternatives that exclude each other").isEqualTo(Truth.UNSAT);
      return;
    }
    if (point.isEmpty() || !isComparable(network)) {
      return;
    }
    Dyadic[] outputs = new ExactForwardPass(network).outputs(point.get());
    BigDecimal[] y = Stream.of(outputs).map(Dyadic::toBigDecimal).toArray(BigDecimal[]::new);
    BigDecimal[] x = answer.point().get();
    assertThat(ExactSlack.of(property, x, y).orElseThrow())
        .isEqualByComparingTo(answer.slack().orElseThrow());
    assertThat(ExactSlack.isUnsafe(property, x, y)).isEqualTo(answer.real() == Truth.SAT);
  }

  @ParameterizedTest
  @MethodSource("names")
  void noSampleComesCloserThanAnUnsatAnswerStates(String name) throws IOException {
    Network network = OnnxReader.read(benchmark.network(name));
    Property property = VnnLibParser.parse(benchmark.property(name));
    Answer answer = answers.get(name).answer();
    boolean isAnswered = answer.real() == Truth.UNSAT && answer.slack().isPresent();
    if (!isAnswered || property.cases().isEmpty() || !isComparable(network)) {
      return;
    }
    SplittableRandom random = new SplittableRandom(SEED);
    for (int k = 0; k < 40; k++) {
      Box box = property.cases().get(k % property.cases().size()).inputs().toInnerBox();
      double[] x = sample(box, k, random);
      ExactSlack.of(network, property, x)
          .ifPresent(slack -> assertThat(slack).isLessThanOrEqualTo(answer.slack().get()));
    }
  }

  /**
   * Whether the layers are the model for all inputs: where integers may wrap around, {@link
   * ReadingFamilyTest} asks ONNX Runtime.
   */
  private static boolean isComparable(Network network) {
    return network.isPiecewiseLinear() && network.reading().ranges().isEmpty();
  }

  private static double[] sample(Box box, int k, SplittableRandom random) {
    double[] x = new double[box.size()];
    for (int i = 0; i < x.length; i++) {
      double share = k % 4 == 0 ? random.nextInt(2) : random.nextDouble();
      x[i] = box.lower()[i] + share * (box.upper()[i] - box.lower()[i]);
      x[i] = Math.max(box.lower()[i], Math.min(box.upper()[i], x[i]));
    }
    return x;
  }

  /** In the order in which this evaluation adds, unless the proof says that another is meant. */
  @ParameterizedTest
  @MethodSource("names")
  void theDeployedNetworkDoesWhatTheAnswerStates(String name) throws IOException {
    Network network = OnnxReader.read(benchmark.network(name));
    Property property = VnnLibParser.parse(benchmark.property(name));
    Answer answer = answers.get(name).answer();
    if (!network.reading().ranges().isEmpty()) {
      return;
    }
    Function<double[], Boolean> isUnsafe =
        x -> {
          float[] narrow = new float[x.length];
          for (int i = 0; i < x.length; i++) {
            narrow[i] = (float) x[i];
            if (narrow[i] != x[i]) {
              return false;
            }
          }
          float[] y = new Float32ForwardPass(network).outputs(narrow);
          BigDecimal[] exact = new BigDecimal[y.length];
          for (int j = 0; j < y.length; j++) {
            exact[j] = new BigDecimal(y[j]);
          }
          return ExactSlack.isUnsafe(property, ExactSlack.exact(x), exact);
        };
    if (answer.deployment().isPresent()) {
      BigDecimal[] point = answer.float32Point().orElseThrow();
      BigDecimal[] outputs = answer.deployment().get().outputs();
      assertThat(ExactSlack.isUnsafe(property, point, outputs)).isTrue();
    } else if (answer.float32() == Truth.SAT && !answer.proof().contains("meet first")) {
      assertThat(isUnsafe.apply(doubles(answer.float32Point().orElseThrow()).orElseThrow()))
          .isTrue();
    } else if (answer.float32() == Truth.UNSAT && !property.cases().isEmpty()) {
      SplittableRandom random = new SplittableRandom(SEED);
      for (int k = 0; k < 40; k++) {
        Box box = property.cases().get(k % property.cases().size()).inputs().toInnerBox();
        double[] x = sample(box, k, random);
        for (int i = 0; i < x.length; i++) {
          x[i] = (float) x[i];
        }
        assertThat(isUnsafe.apply(x)).isFalse();
      }
    }
  }

  private static Optional<double[]> doubles(BigDecimal[] point) {
    double[] x = Stream.of(point).mapToDouble(BigDecimal::doubleValue).toArray();
    for (int i = 0; i < x.length; i++) {
      if (new BigDecimal(x[i]).compareTo(point[i]) != 0) {
        return Optional.empty();
      }
    }
    return Optional.of(x);
  }
}
