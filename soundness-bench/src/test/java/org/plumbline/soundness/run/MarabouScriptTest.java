package org.plumbline.soundness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped script, with a Python in its place that prints what Marabou does. */
class MarabouScriptTest {
  @TempDir Path folder;

  private Claim claim(String printed) throws IOException, InterruptedException {
    return ShippedScript.claim(
        folder, "marabou", "#!/bin/sh\ncat <<'END'\n" + printed + "\nEND\nexit 1\n");
  }

  @Test
  void satComesWithTheInputs() throws IOException, InterruptedException {
    Claim claim =
        claim(
            """
            Network: n.onnx

            sat
            Input assignment:
            \tx0 = -1.000000
            \tx1 = 0.250000

            Output:
            \ty0 = 4.019531
            """);
    assertThat(claim.word()).isEqualTo(Claim.Word.SAT);
    assertThat(claim.witness()).containsExactly("-1.000000", "0.250000");
  }

  @Test
  void unsatIsUnsat() throws IOException, InterruptedException {
    assertThat(claim("Property: p\n\nunsat\n").word()).isEqualTo(Claim.Word.UNSAT);
  }

  @Test
  void timeIsUp() throws IOException, InterruptedException {
    assertThat(claim("Timeout").word()).isEqualTo(Claim.Word.TIMEOUT);
  }

  @Test
  void aRefusalIsNoVerdict() throws IOException, InterruptedException {
    assertThat(claim("Message: Onnx operation Abs not currently unsat by Marabou.").word())
        .isEqualTo(Claim.Word.NONE);
  }
}
