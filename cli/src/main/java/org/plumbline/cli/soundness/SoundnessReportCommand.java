package org.plumbline.cli.soundness;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputException;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.report.EvidenceFolder;
import org.plumbline.soundness.report.HtmlReport;
import org.plumbline.soundness.score.Judgement;
import org.plumbline.soundness.score.Score;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code plumbline soundness report}: a page about runs, and the evidence of what is wrong. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a page that compares verifiers.",
      "Writes the evidence of each wrong verdict as files that can be replayed elsewhere."
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
final class SoundnessReportCommand implements Callable<Integer>, PlansFiles {
  @Spec private CommandSpec spec;

  @Mixin private ResultFiles results;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      required = true,
      description = "The page to write.")
  private OutputFile html;

  @Option(
      names = "--evidence",
      paramLabel = "FOLDER",
      description = "For each wrong verdict its network, property and convicting inputs.")
  private Path evidence;

  @Override
  public FilePlan files() {
    FilePlan plan =
        new FilePlan().replaces("--html", html, EarlierAnswer.PAGE).fills("--evidence", evidence);
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
      html.write(HtmlReport.of(scores, results.origin()));
      if (evidence != null) {
        writeEvidence(scores);
      }
      print(scores);
      return SoundnessScoreCommand.code(scores).code();
    } catch (ParseException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.UNREADABLE_INPUT.code();
    }
  }

  /**
   * A line for each verifier, and where all of it stands; on standard error if the page is there.
   */
  private void print(List<Score> scores) {
    PrintWriter out = html.isStream() ? spec.commandLine().getErr() : spec.commandLine().getOut();
    for (Score score : scores) {
      Map<Judgement, Integer> tally = score.tally();
      out.printf(
          "%s: %d asked, %d right, %d wrong (%d unsat, %d sat), %d missed%n",
          score.run().verifier(),
          score.findings().size(),
          tally.get(Judgement.RIGHT),
          score.wrong().size(),
          tally.get(Judgement.WRONG_UNSAT),
          tally.get(Judgement.WRONG_SAT),
          tally.get(Judgement.MISSED));
    }
    out.println("Page: " + html);
    if (evidence != null) {
      long wrong = scores.stream().mapToLong(score -> score.wrong().size()).sum();
      out.println(
          wrong == 0 ? "Evidence: none, since no verdict is wrong" : "Evidence: " + evidence);
    }
    out.flush();
  }

  private void writeEvidence(List<Score> scores) {
    try {
      EvidenceFolder.write(evidence, results.benchmark(), scores);
    } catch (IOException e) {
      throw new OutputException(evidence, e);
    }
  }

  private void refuse(String mistake) {
    throw new ParameterException(spec.commandLine(), mistake);
  }
}
