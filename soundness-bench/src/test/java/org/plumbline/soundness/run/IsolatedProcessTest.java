package org.plumbline.soundness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Children write down their process ids, so that it can be seen that they are gone. */
class IsolatedProcessTest {
  private static final Limits WIDE = new Limits(600, 100_000);

  @TempDir Path folder;

  private Ending run(Limits limits, String script) throws IOException, InterruptedException {
    return new IsolatedProcess(limits)
        .run(List.of("bash", "-c", script), folder, folder.resolve("output.txt"));
  }

  /** A zombie is dead, though nobody has asked for its exit code. */
  private boolean isAlive(String file) throws IOException {
    Path status = Path.of("/proc", Files.readString(folder.resolve(file)).strip(), "status");
    return Files.exists(status) && !Files.readString(status).contains("State:\tZ");
  }

  @Test
  void runsInItsFolderAndKeepsTheOutput() throws IOException, InterruptedException {
    Ending ending = run(WIDE, "echo here >file; echo said; echo complained >&2; exit 7");
    assertThat(ending.reason()).isEqualTo(Ending.Reason.EXIT);
    assertThat(ending.exitCode()).isEqualTo(7);
    assertThat(folder.resolve("file")).hasContent("here");
    assertThat(folder.resolve("output.txt")).hasContent("said\ncomplained");
  }

  @Test
  void childrenThatAreLeftBehindDie() throws IOException, InterruptedException {
    Ending ending = run(WIDE, "(sleep 600 & echo $! >child) & wait %1; exit 0");
    assertThat(ending.reason()).isEqualTo(Ending.Reason.EXIT);
    assertThat(isAlive("child")).isFalse();
  }

  @Test
  void timeEndsAllOfIt() throws IOException, InterruptedException {
    Ending ending = run(new Limits(0.5, 100_000), "sleep 600 & echo $! >child; wait");
    assertThat(ending.reason()).isEqualTo(Ending.Reason.TIME);
    assertThat(isAlive("child")).isFalse();
  }

  @Test
  void memoryOfAllProcessesCounts() throws IOException, InterruptedException {
    String greedy = "x=$(head -c 60000000 /dev/zero | tr '\\0' a); sleep 600";
    Ending ending = run(new Limits(600, 100), "(" + greedy + ") & (" + greedy + ") & wait");
    assertThat(ending.reason()).isEqualTo(Ending.Reason.MEMORY);
    assertThat(ending.megabytes()).isGreaterThan(100);
  }

  @Test
  void aMissingProgramIsSaid() throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Ending ending =
        new IsolatedProcess(WIDE).run(List.of("no-such-program-anywhere"), folder, output);
    assertThat(ending.exitCode()).isNotZero();
    assertThat(Files.readString(output)).contains("no-such-program-anywhere");
  }
}
