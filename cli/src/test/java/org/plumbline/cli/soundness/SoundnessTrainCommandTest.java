package org.plumbline.cli.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.output.ExitCode;
import picocli.CommandLine;

/** The command as a user meets it, stopped long before anything is hidden. */
class SoundnessTrainCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Plumbline.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("soundness", "train"));
    all.addAll(List.of(args));
    return line.execute(all.toArray(new String[0]));
  }

  @Test
  void keepsWhatIsTrainedAndWritesABenchmark() throws IOException {
    Path target = folder.resolve("trained");
    String[] args = {target.toString(), "--architecture", "mlp-4", "--epochs", "1", "--seed", "3"};

    assertThat(run(args)).as(err.toString()).isZero();

    Path network = target.resolve("models").resolve("mlp-4-boundary-3.onnx.gz");
    byte[] first = Files.readAllBytes(network);
    assertThat(out.toString()).contains("mlp-4-boundary-3: 0 of 2 points hidden after 1 epochs");
    assertThat(target.resolve("instances.csv")).isEmptyFile();
    assertThat(target.resolve("answers.json")).content().contains("mlp-4-boundary-3");
    assertThat(target.resolve("models").resolve("mlp-4-boundary-3.checkpoint")).doesNotExist();

    assertThat(run(args)).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(Files.readAllBytes(network)).isEqualTo(first);
  }

  @Test
  void goesOnWithNoTrainingOfOtherOptions() throws IOException {
    Path models = Files.createDirectories(folder.resolve("trained").resolve("models"));
    Path checkpoint = models.resolve("mlp-4-boundary-1.checkpoint");
    Files.write(checkpoint, new byte[] {0, 3, 'a', 'b', 'c'});

    int code = run(folder.resolve("trained").toString(), "--architecture", "mlp-4");

    assertThat(code).isEqualTo(ExitCode.UNREADABLE_INPUT.code());
    assertThat(err.toString()).contains("mlp-4-boundary-1.checkpoint").contains("another training");
    assertThat(checkpoint).exists();
  }

  @Test
  void namesTheArchitecturesThatThereAre() {
    int code = run(folder.resolve("trained").toString(), "--architecture", "rnn");

    assertThat(code).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("rnn").contains("cnn-average").contains("attention");
    assertThat(folder.resolve("trained")).doesNotExist();
  }
}
