package org.plumbline.falsifier.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.falsifier.contract.Confirmation;
import org.plumbline.falsifier.contract.Target;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.exact.Dyadic;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.vnnlib.VnnLibParser;

/**
 * Every ACAS Xu instance that is known to be violated, confirmed exactly; and some that are not.
 */
final class BenchmarkAttackTest {
  private static final Path ACAS_XU =
      Path.of("..", "..", "shared", "benchmarks", "vnncomp", "acasxu_2023");

  @BeforeAll
  static void present() {
    assumeTrue(Files.isDirectory(ACAS_XU), "skipped: no benchmark files at " + ACAS_XU);
  }

  private static List<String[]> instances(String expected) throws IOException {
    try (Stream<String> lines = Files.lines(ACAS_XU.resolve("instances.csv"))) {
      return lines.map(line -> line.split(",", -1)).filter(f -> f[3].equals(expected)).toList();
    }
  }

  static Stream<String> violated() throws IOException {
    return instances("sat").stream().map(f -> f[0] + " " + f[1]);
  }

  static Stream<String> held() throws IOException {
    return instances("unsat").stream().map(f -> f[0] + " " + f[1]).limit(20);
  }

  @ParameterizedTest
  @MethodSource("violated")
  void findsTheViolation(String instance) throws IOException {
    assertThat(isViolated(instance, AttackOptions.thorough())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("held")
  void findsNoViolationOfWhatHolds(String instance) throws IOException {
    assertThat(isViolated(instance, AttackOptions.quick())).isFalse();
  }

  private static boolean isViolated(String instance, AttackOptions options) throws IOException {
    String[] files = instance.split(" ", -1);
    Network network = OnnxReader.read(ACAS_XU.resolve(files[0]));
    Property property = VnnLibParser.parse(ACAS_XU.resolve(files[1]));
    ProjectedGradientAttack attack =
        new ProjectedGradientAttack(network, JavaGemm::new, 2, options);
    for (Case part : property.cases()) {
      Confirmation exact = x -> reaches(network, part, x);
      if (attack.search(Target.of(part), exact, Budget.unlimited(), 1).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean reaches(Network network, Case part, double[] x) {
    BigDecimal[] inputs = Arrays.stream(x).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    BigDecimal[] outputs =
        Arrays.stream(new ExactForwardPass(network).outputs(x))
            .map(Dyadic::toBigDecimal)
            .toArray(BigDecimal[]::new);
    return part.inputs().contains(inputs)
        && part.unsafe().stream().anyMatch(polyhedron -> polyhedron.contains(inputs, outputs));
  }
}
