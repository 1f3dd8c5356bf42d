package org.plumbline.soundness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.soundness.circuit.Circuit;

/** The network is max(0, x); unsafe is an output of at least 1/2 for x in [0, 1]. */
class WitnessReplayTest {
  private static final String PROPERTY =
      """
      (declare-const X_0 Real)
      (declare-const Y_0 Real)
      (assert (>= X_0 0))
      (assert (<= X_0 1))
      (assert (>= Y_0 0.5))
      """;

  @TempDir Path folder;
  private WitnessReplay replay;

  @BeforeEach
  void write() throws IOException {
    Circuit circuit = new Circuit(1);
    Path network = folder.resolve("n.onnx");
    OnnxWriter.write(circuit.outputs(circuit.relu(circuit.input(0))).toOnnx(), network);
    replay = new WitnessReplay(network, Files.writeString(folder.resolve("p.vnnlib"), PROPERTY));
  }

  private Replay of(String input) {
    return replay.replay(List.of(input)).orElseThrow();
  }

  @Test
  void aViolationHasItsMargin() {
    Replay found = of("0.75");
    assertThat(found.isViolation()).isTrue();
    assertThat(found.isFloat32Violation()).isTrue();
    assertThat(found.isExact()).isTrue();
    assertThat(found.margin()).isEqualByComparingTo("0.25");
    assertThat(found.float32Margin()).isEqualTo(0.25);
    assertThat(found.outside()).isZero();
  }

  @Test
  void aMissHasANegativeMargin() {
    Replay found = of("0.25");
    assertThat(found.isViolation()).isFalse();
    assertThat(found.margin()).isEqualByComparingTo("-0.25");
    assertThat(found.isWithin(new BigDecimal("0.2"))).isFalse();
    assertThat(found.isWithin(new BigDecimal("0.3"))).isTrue();
  }

  @Test
  void aPointOutsideOfTheBoxIsNoViolation() {
    Replay found = of("1.5");
    assertThat(found.isViolation()).isFalse();
    assertThat(found.isFloat32Violation()).isFalse();
    assertThat(found.outside()).isEqualByComparingTo("0.5");
    assertThat(found.margin()).isEqualByComparingTo("1");
    assertThat(found.isWithin(new BigDecimal("0.4"))).isFalse();
  }

  @Test
  void theBoundaryBelongsToTheUnsafeSet() {
    assertThat(of("0.5").isViolation()).isTrue();
    assertThat(of("0.4999").isViolation()).isFalse();
  }

  @Test
  void theNearestBinary32NumberMayViolateForIt() {
    Replay found = of("0.4999999999");
    assertThat(found.isViolation()).isTrue();
    assertThat(found.margin()).isNegative();
  }

  @Test
  void whatIsNoNumberIsNotReplayed() {
    assertThat(replay.replay(List.of("nan"))).isEmpty();
    assertThat(replay.replay(List.of("1", "2"))).isEmpty();
  }
}
