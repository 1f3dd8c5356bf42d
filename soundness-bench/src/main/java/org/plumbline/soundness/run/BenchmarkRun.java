package org.plumbline.soundness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.ListedInstance;

/**
 * Puts instances to a verifier, one after the other. Each is copied into a folder of its own, so
 * that a verifier sees neither the answers nor what it left of earlier instances.
 */
public final class BenchmarkRun {
  private static final int SHOWN = 600;
  private static final String CATEGORY = "soundness";

  private final BenchmarkFolder benchmark;
  private final Adapter adapter;
  private final int graceSeconds;
  private final long megabytes;

  /**
   * @param graceSeconds for starting, reading and giving up, after the verifier's own time limit
   * @param megabytes of resident memory, of all processes of a verifier together
   */
  public BenchmarkRun(
      BenchmarkFolder benchmark, Adapter adapter, int graceSeconds, long megabytes) {
    this.benchmark = benchmark;
    this.adapter = adapter;
    this.graceSeconds = graceSeconds;
    this.megabytes = megabytes;
  }

  /**
   * Runs those that have no result yet.
   *
   * @throws ParseException when one has a result, but of another question
   */
  public void run(List<ListedInstance> instances, ResultsFile results, Consumer<RunResult> listener)
      throws IOException, InterruptedException {
    for (ListedInstance instance : instances) {
      String question = benchmark.digest(instance);
      RunResult earlier = results.results().get(instance.name());
      if (earlier == null) {
        RunResult result = run(instance, question);
        results.add(result);
        listener.accept(result);
      } else if (!earlier.question().equals(question)) {
        throw new ParseException(
            benchmark.path().toString(),
            "the results have " + instance.name() + " of another benchmark; name another file");
      }
    }
  }

  private RunResult run(ListedInstance instance, String question)
      throws IOException, InterruptedException {
    String name = instance.name();
    WitnessReplay replay = new WitnessReplay(benchmark.network(instance), benchmark.property(name));
    try (WorkFolder work = WorkFolder.create()) {
      Path folder = work.path();
      Path network = folder.resolve(name + ".onnx");
      Path property = folder.resolve(name + ".vnnlib");
      Files.copy(benchmark.network(instance), network);
      Files.copy(
          adapter.takesVnnLib2() ? benchmark.property2(name) : benchmark.property(name), property);
      return run(
          new Adapter.Job(
              name,
              CATEGORY,
              folder,
              NetworkCell.of(network),
              property,
              instance.timeoutSeconds(),
              replay.inputs()),
          question,
          replay);
    }
  }

  private RunResult run(Adapter.Job job, String question, WitnessReplay replay)
      throws IOException, InterruptedException {
    IsolatedProcess process =
        new IsolatedProcess(new Limits(job.timeoutSeconds() + graceSeconds, megabytes));
    Optional<List<String>> preparation = adapter.preparation(job);
    if (preparation.isPresent()) {
      Ending ending = process.run(preparation.get(), job.folder(), job.output());
      if (ending.exitCode() != 0) {
        Ending refused = new Ending(Ending.Reason.START, 0, ending.megabytes(), ending.exitCode());
        return result(job, question, Claim.none("its preparation failed"), refused, replay);
      }
    }
    Ending ending = process.run(adapter.command(job), job.folder(), job.output());
    Claim claim =
        switch (ending.reason()) {
          case TIME -> new Claim(Claim.Word.TIMEOUT, List.of(), "killed for its time");
          case MEMORY -> new Claim(Claim.Word.UNKNOWN, List.of(), "killed for its memory");
          default -> adapter.claim(job);
        };
    return result(job, question, claim, ending, replay);
  }

  private static RunResult result(
      Adapter.Job job, String question, Claim claim, Ending ending, WitnessReplay replay) {
    Replay replayed =
        claim.witness().isEmpty() ? null : replay.replay(claim.witness()).orElse(null);
    String output = claim.word() == Claim.Word.NONE ? AnswerText.end(job.output(), SHOWN) : "";
    return new RunResult(job.name(), question, claim, ending, replayed, output);
  }
}
