package org.plumbline.cli.soundness;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.score.Score;
import org.plumbline.soundness.score.ScoreJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code plumbline soundness score}: verdicts judged by known answers. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Judges what verifiers said by the answers of the benchmark.",
      "Nobody is convicted without a counterexample that was replayed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no verdict is wrong",
      "1:internal error",
      "2:the command line was not understood",
      "3:the benchmark or the results are unreadable, or a result proves an answer wrong",
      "4:an output could not be written",
      "12:a verdict is wrong"
    })
final class SoundnessScoreCommand implements Callable<Integer>, PlansFiles {
  @Spec private CommandSpec spec;

  @Mixin private ResultFiles results;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all judgements as JSON.")
  private OutputFile json;

  @Override
  public FilePlan files() {
    FilePlan plan = new FilePlan().replaces("--json", json, EarlierAnswer.JSON);
    results.addTo(plan);
    return plan;
  }

  @Override
  public Integer call() throws IOException {
    results.mistake().ifPresent(this::refuse);
    FilePlan plan = files();
    plan.mistake().ifPresent(this::refuse);
    plan.forget();
    try {
      List<Score> scores = results.scores();
      ScoreTable table = new ScoreTable(spec.commandLine().getOut());
      scores.forEach(table::print);
      if (json != null) {
        json.write(ScoreJson.of(scores, results.origin()));
      }
      return code(scores).code();
    } catch (ParseException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.UNREADABLE_INPUT.code();
    }
  }

  static ExitCode code(List<Score> scores) {
    return scores.stream().allMatch(score -> score.wrong().isEmpty())
        ? ExitCode.HOLDS
        : ExitCode.WRONG_VERDICT;
  }

  private void refuse(String mistake) {
    throw new ParameterException(spec.commandLine(), mistake);
  }
}
