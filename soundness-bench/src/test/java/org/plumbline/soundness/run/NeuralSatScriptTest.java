package org.plumbline.soundness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped script, with a Python in its place that leaves what NeuralSAT does. */
class NeuralSatScriptTest {
  @TempDir Path folder;

  /**
   * @param deed of a shell whose {@code $result} is the result file, once it was asked for
   */
  private Claim claim(String deed) throws IOException, InterruptedException {
    return ShippedScript.claim(
        folder,
        "neuralsat",
        """
        #!/bin/sh
        [ "$1" = -c ] && { echo /packages; exit; }
        [ "$1" = /packages/src/main.py ] || exit 9
        while [ "$1" != --result_file ]; do shift; done
        result=$2
        """
            + deed);
  }

  @Test
  void satComesWithTheInputs() throws IOException, InterruptedException {
    Claim claim = claim("printf 'sat\\n((X_0 -1.0)\\n(X_1 0.25)\\n(Y_0 4.0))\\n' >\"$result\"");
    assertThat(claim.word()).isEqualTo(Claim.Word.SAT);
    assertThat(claim.witness()).containsExactly("-1.0", "0.25");
  }

  @Test
  void verdictsAreWhatTheFileSays() throws IOException, InterruptedException {
    assertThat(claim("echo unsat >\"$result\"").word()).isEqualTo(Claim.Word.UNSAT);
  }

  @Test
  void timeIsUp() throws IOException, InterruptedException {
    assertThat(claim("echo timeout >\"$result\"").word()).isEqualTo(Claim.Word.TIMEOUT);
  }

  @Test
  void anExceptionIsNoVerdictWhateverItPrints() throws IOException, InterruptedException {
    assertThat(claim("echo unsat; echo NotImplementedError >&2; exit 1").word())
        .isEqualTo(Claim.Word.NONE);
  }
}
