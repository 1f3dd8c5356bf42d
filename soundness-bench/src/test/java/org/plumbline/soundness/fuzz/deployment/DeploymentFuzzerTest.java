package org.plumbline.soundness.fuzz.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.plumbline.soundness.deployment.OnnxRuntime;

/** A short run; {@code benchmarks/fuzz deployment} makes long ones. */
class DeploymentFuzzerTest {
  private static final int MODELS = 60;

  @Test
  void whatARuntimeComputesLiesWhereCertificatesSay() {
    try (OnnxRuntime runtime = new OnnxRuntime()) {
      DeploymentFuzzer fuzzer = new DeploymentFuzzer(runtime);
      for (long seed = 1; seed <= MODELS; seed++) {
        assertThat(fuzzer.look(seed)).as("seed " + seed).isEmpty();
      }
      assertThat(fuzzer.events().of("MODELS COMPARED")).isGreaterThan(MODELS / 3);
      assertThat(fuzzer.events().of("BOXES ENCLOSED")).isGreaterThan(MODELS);
    }
  }
}
