package org.plumbline.soundness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped script, with a Python in its place that prints what Marabou does. */
class MarabouScriptTest {
  private static final Path SCRIPT = Path.of("adapters/marabou/run_instance.sh");

  @TempDir Path folder;

  private Claim claim(String printed) throws IOException, InterruptedException {
    Path scripts =
        Files.createDirectories(folder.resolve("marabou/venv/bin")).getParent().getParent();
    Files.copy(SCRIPT, scripts.resolve("run_instance.sh"));
    Path python = scripts.resolve("venv/bin/python");
    Files.writeString(python, "#!/bin/sh\ncat <<'END'\n" + printed + "\nEND\nexit 1\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    Path job = Files.createDirectory(folder.resolve("job"));
    Path file = Files.createFile(job.resolve("file"));
    Adapter.Job asked = new Adapter.Job("i", job, file, file, 10, 2);
    VnnCompScripts adapter = new VnnCompScripts(scripts);
    new IsolatedProcess(new Limits(600, 10_000)).run(adapter.command(asked), job, asked.output());
    return adapter.claim(asked);
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
