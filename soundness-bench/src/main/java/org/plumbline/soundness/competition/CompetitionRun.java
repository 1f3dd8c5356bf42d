package org.plumbline.soundness.competition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.plumbline.soundness.run.Ending;
import org.plumbline.soundness.run.Entrant;
import org.plumbline.soundness.run.IsolatedProcess;
import org.plumbline.soundness.run.Limits;
import org.plumbline.soundness.run.WorkFolder;

/**
 * Puts instances to a tool, one after the other, as VNN-COMP does: first its preparation, then the
 * clock runs until its process ends. The tool works in a folder of its own, on the files where they
 * are.
 */
public final class CompetitionRun {
  /** After its time a tool is still heard, so that it is seen how late it is. */
  private static final double GRACE_SECONDS = 5;

  private static final double PREPARATION_SECONDS = 600;
  private static final long MOST_BYTES = 1L << 28;

  private final Entrant entrant;
  private final RunHeader header;
  private final ResultLog log;

  public CompetitionRun(Entrant entrant, RunHeader header, ResultLog log) {
    this.entrant = entrant;
    this.header = header;
    this.log = log;
  }

  /** Runs those that have no result yet. */
  public void run(List<CompetitionInstance> instances, Consumer<ResultLine> listener)
      throws IOException, InterruptedException {
    for (CompetitionInstance instance : instances) {
      if (log.table().line(instance).isEmpty()) {
        ResultLine line = run(instance);
        log.add(line);
        listener.accept(line);
      }
    }
  }

  private ResultLine run(CompetitionInstance instance) throws IOException, InterruptedException {
    try (WorkFolder folder = WorkFolder.create()) {
      return run(
          instance,
          new Entrant.Job(
              instance.name(),
              instance.category().name(),
              folder.path(),
              instance.files(),
              instance.propertyFile(),
              (int) header.seconds(instance),
              0));
    }
  }

  private ResultLine run(CompetitionInstance instance, Entrant.Job job)
      throws IOException, InterruptedException {
    double prepared = 0;
    Optional<List<String>> preparation = entrant.preparation(job);
    if (preparation.isPresent()) {
      Ending ending =
          process(PREPARATION_SECONDS).run(preparation.get(), job.folder(), job.output());
      prepared = ending.seconds();
      if (ending.exitCode() != 0) {
        return line(instance, prepared, "error", 0);
      }
    }
    Ending ending =
        process(header.seconds(instance) + GRACE_SECONDS)
            .run(entrant.command(job), job.folder(), job.output());
    String word = word(ending, entrant.answer(job));
    if (word.equals("sat")) {
      log.keep(instance, entrant.answer(job));
    }
    return line(instance, prepared, word, ending.seconds());
  }

  private IsolatedProcess process(double seconds) {
    long megabytes = header.megabytes() > 0 ? header.megabytes() : Long.MAX_VALUE;
    return new IsolatedProcess(new Limits(seconds, megabytes));
  }

  private static ResultLine line(
      CompetitionInstance instance, double prepared, String word, double seconds) {
    return new ResultLine(
        instance.category().name(),
        instance.networks().text(),
        instance.property(),
        prepared,
        word,
        seconds);
  }

  private static String word(Ending ending, Path answer) throws IOException {
    if (ending.reason() == Ending.Reason.TIME) {
      return "timeout";
    } else if (ending.reason() == Ending.Reason.MEMORY
        || Files.exists(answer) && Files.size(answer) > MOST_BYTES) {
      return "error";
    }
    return AnswerWord.of(answer);
  }
}
