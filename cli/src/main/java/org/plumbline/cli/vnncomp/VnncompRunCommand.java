package org.plumbline.cli.vnncomp;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputException;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.soundness.competition.Category;
import org.plumbline.soundness.competition.CompetitionFolder;
import org.plumbline.soundness.competition.CompetitionFolder.Language;
import org.plumbline.soundness.competition.CompetitionInstance;
import org.plumbline.soundness.competition.CompetitionRun;
import org.plumbline.soundness.competition.ResultLine;
import org.plumbline.soundness.competition.ResultLog;
import org.plumbline.soundness.competition.ResultTable;
import org.plumbline.soundness.competition.RunHeader;
import org.plumbline.soundness.run.Entrant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code plumbline vnncomp run}: all instances of a folder, and their points. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs all instances of a folder in the layout of VNN-COMP, one after the other.",
      "A run that was stopped goes on where it was. At the end it says the points, as plumbline "
          + "vnncomp score does: for models that you trust."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every instance has a result, and none is wrong",
      "1:internal error",
      "2:the command line was not understood",
      "3:the folder is unreadable, or the results are of another run",
      "4:an output could not be written",
      "12:an answer is wrong"
    })
final class VnncompRunCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "[benchmarks/]CATEGORY/[1.0|2.0]/instances.csv, or one category.")
  private Path folder;

  @Option(
      names = "--results",
      required = true,
      paramLabel = "FILE",
      description = {
        "The results: category,onnx,vnnlib,prepare_time,result,run_time. Witnesses are kept in",
        "FILE.witnesses, and what was run in FILE.run.json."
      })
  private OutputFile results;

  @Option(
      names = "--category",
      split = ",",
      paramLabel = "NAME,…",
      description = "Only these categories (default: all of them).")
  private List<String> names = List.of();

  @Option(
      names = "--every",
      paramLabel = "K",
      defaultValue = "1",
      description = "Only every K-th instance of each category, from the first one on.")
  private int every;

  @Option(
      names = "--max-timeout",
      paramLabel = "SECONDS",
      description = "No instance has more time than this (default: what its list says).")
  private double mostSeconds;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      description = "Resident memory of all processes of the tool (default: no limit).")
  private long megabytes;

  @Option(
      names = "--prefer",
      paramLabel = "VERSION",
      defaultValue = "2.0",
      description = {
        "Folder to take where a category has both, 1.0 or 2.0 (default: ${DEFAULT-VALUE})."
      })
  private Language preferred;

  @Mixin private EntrantChoice entrant;

  @Mixin private JudgedResults judged;

  @Override
  public FilePlan files() {
    FilePlan plan = new FilePlan().reads(folder).continues("--results", results);
    if (results != null && results.named().getFileName() != null) {
      plan.continues("--results", new OutputFile(ResultTable.headerFile(results.named())));
      plan.fills("--results", ResultTable.witnessFolder(results.named()));
    }
    judged.addTo(plan);
    return plan;
  }

  @Override
  public Integer call() throws IOException {
    refuse(entrant.mistake());
    require(every > 0, "--every " + every + " is not positive");
    boolean isLimit = mostSeconds == 0 || mostSeconds >= 1 && mostSeconds < 1e7;
    require(isLimit, "--max-timeout " + mostSeconds + " is not from 1 to 1e7 seconds");
    require(megabytes >= 0, "--memory " + megabytes + " is negative");
    Entrant tool = tool();
    begin(files());
    require(!results.isStream(), results + " is no file that a run could go on with");
    try {
      return run(tool).code();
    } catch (FileSystemException e) {
      if (String.valueOf(e.getFile()).startsWith(results.named().toString())) {
        throw new OutputException(results.named(), e);
      }
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERNAL_ERROR.code();
    }
  }

  private Entrant tool() {
    try {
      return entrant.tool();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private ExitCode run(Entrant tool) throws IOException, InterruptedException {
    List<Category> categories = chosen(new CompetitionFolder(folder).categories(preferred));
    List<CompetitionInstance> instances = new ArrayList<>();
    for (Category category : categories) {
      List<CompetitionInstance> all = category.instances();
      for (int i = 0; i < all.size(); i += every) {
        instances.add(all.get(i));
      }
    }
    RunHeader header =
        new RunHeader(
            entrant.name(), entrant.description(), mostSeconds, megabytes, preferred.toString());
    ResultLog log = ResultLog.of(results.named(), header);
    new CompetitionRun(tool, header, log).run(instances, this::print);
    return judged.judge(categories, log.table(), spec.commandLine().getOut());
  }

  private List<Category> chosen(List<Category> all) {
    List<String> known = all.stream().map(Category::name).toList();
    for (String name : names) {
      require(known.contains(name), folder + " has no category " + name + ", but " + known);
    }
    return all.stream()
        .filter(category -> names.isEmpty() || names.contains(category.name()))
        .toList();
  }

  private void print(ResultLine line) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%-8s %8.2f s  %s %s %s%n",
            line.word(),
            line.seconds(),
            line.category(),
            line.networks(),
            line.property());
    spec.commandLine().getOut().flush();
  }
}
