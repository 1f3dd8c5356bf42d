package org.plumbline.cli.vnncomp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.soundness.competition.CompetitionFolder;
import org.plumbline.soundness.competition.CompetitionFolder.Language;
import org.plumbline.soundness.competition.ResultTable;
import org.plumbline.soundness.competition.RunHeader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline vnncomp score}: the points of results. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Counts the points of results, of this command or of the competition.",
      "Witnesses are replayed in ONNX Runtime, which loads native code: for models that you trust."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no answer of RESULTS is wrong",
      "1:internal error",
      "2:the command line was not understood",
      "3:the folder or the results are unreadable",
      "4:an output could not be written",
      "12:an answer of RESULTS is wrong"
    })
final class VnncompScoreCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  @Parameters(index = "0", paramLabel = "RESULTS", description = "The results to judge.")
  private Path results;

  @Parameters(
      index = "1",
      paramLabel = "FOLDER",
      description = "[benchmarks/]CATEGORY/[1.0|2.0]/instances.csv, or one category.")
  private Path folder;

  @Option(
      names = "--prefer",
      paramLabel = "VERSION",
      description = {
        "Folder to take where a category has both, 1.0 or 2.0 (default: what RESULTS were run",
        "with, else 2.0)."
      })
  private Language preferred;

  @Mixin private JudgedResults judged;

  @Override
  public FilePlan files() {
    FilePlan plan = new FilePlan().reads(results, folder);
    judged.addTo(plan);
    return plan;
  }

  @Override
  public Integer call() throws IOException {
    begin(files());
    ResultTable table = ResultTable.read(results);
    return judged
        .judge(
            new CompetitionFolder(folder).categories(language(table)),
            table,
            spec.commandLine().getOut())
        .code();
  }

  private Language language(ResultTable table) {
    String word = table.header().map(RunHeader::preferred).orElse("");
    return preferred != null ? preferred : Language.of(word).orElse(Language.SECOND);
  }
}
