package org.plumbline.cli.soundness;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.soundness.training.TrainingRun;
import picocli.CommandLine;

/** Shows on a terminal how a training goes; elsewhere a line for each check. */
final class TrainingLine implements TrainingRun.Progress, AutoCloseable {
  private final String name;
  private final CommandLine command;
  private final ProgressBar bar;

  TrainingLine(String name, int epochs, CommandLine command) {
    this.name = name;
    this.command = command;
    this.bar =
        ProgressLine.terminal()
            .map(terminal -> ProgressLine.newBar(name, epochs, terminal))
            .orElse(null);
  }

  @Override
  public void epoch(int epoch, double loss) {
    if (bar != null) {
      bar.stepTo(epoch);
    }
  }

  @Override
  public void hidden(int epoch, long points, int restarts) {
    String state =
        String.format(Locale.ROOT, "%d points hidden from %d restarts", points, restarts);
    if (bar != null) {
      bar.setExtraMessage(" " + state);
    } else {
      command.getErr().println(name + ", epoch " + epoch + ": " + state);
      command.getErr().flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
