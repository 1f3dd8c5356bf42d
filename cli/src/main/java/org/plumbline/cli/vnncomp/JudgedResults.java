package org.plumbline.cli.vnncomp;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.api.PlumblineVersion;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.soundness.competition.Category;
import org.plumbline.soundness.competition.ResultTable;
import org.plumbline.soundness.competition.score.Score;
import org.plumbline.soundness.competition.score.ScoreJson;
import org.plumbline.soundness.competition.score.Scoring;
import org.plumbline.soundness.competition.witness.WitnessValidator;
import picocli.CommandLine.Option;

/** How results are judged, and where that is written. */
final class JudgedResults {
  @Option(
      names = "--against",
      split = ",",
      paramLabel = "RESULTS",
      description = {
        "Results of other tools, of this command or of the competition. Without witnesses beside",
        "them (RESULTS.witnesses) their sat is believed."
      })
  private List<Path> others = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the score as JSON.")
  private OutputFile json;

  void addTo(FilePlan plan) {
    plan.reads(others.toArray(Path[]::new)).replaces("--json", json, EarlierAnswer.JSON);
  }

  /**
   * Judges, prints and writes.
   *
   * @throws org.plumbline.network.model.ParseException when a file is missing or malformed
   */
  ExitCode judge(List<Category> categories, ResultTable judged, PrintWriter out)
      throws IOException {
    List<ResultTable> tables = new ArrayList<>();
    for (Path other : others) {
      tables.add(ResultTable.read(other));
    }
    try (WitnessValidator validator = new WitnessValidator()) {
      Score score = Scoring.of(categories, judged, tables, validator);
      new PointsTable(out).print(score);
      if (json != null) {
        json.write(ScoreJson.of(score, PlumblineVersion.text()));
      }
      return score.wrong() > 0 ? ExitCode.WRONG_VERDICT : ExitCode.HOLDS;
    }
  }
}
