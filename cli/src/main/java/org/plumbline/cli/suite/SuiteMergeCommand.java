package org.plumbline.cli.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.ledger.LedgerException;
import org.plumbline.suite.ledger.LedgerMerge;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline suite merge}: one ledger of several. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Brings the answers of several ledgers into one, with their evidence.",
      "What was found stays, what was left open gives way; suite run then checks all evidence, asks"
          + " what is missing, and judges."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all answers are in the ledger",
      "1:internal error",
      "2:the command line was not understood",
      "4:a ledger cannot be read or written, or two contradict each other",
      "20:answers were left out because their evidence is missing"
    })
final class SuiteMergeCommand extends PlumblineCommand implements Callable<Integer> {
  @Option(
      names = "--into",
      paramLabel = "FOLDER",
      required = true,
      description = "The ledger that gets the answers; made where there is none.")
  private Path into;

  @Parameters(
      arity = "1..*",
      paramLabel = "LEDGER",
      description = "Folders of ledgers, such as those of suite run --shard.")
  private List<Path> ledgers;

  @Override
  public Integer call() {
    FilePlan plan = new FilePlan().fills("--into", into);
    for (Path ledger : ledgers) {
      require(
          Files.exists(ledger.resolve(Ledger.FILE)),
          ledger + " is no ledger: it has no " + Ledger.FILE);
      require(!isSame(ledger), ledger + " is the ledger that the answers go into");
    }
    begin(plan);
    try (Ledger to = Ledger.open(into)) {
      LedgerMerge merge = new LedgerMerge(to);
      for (Path ledger : ledgers) {
        try (Ledger from = Ledger.read(ledger)) {
          merge.add(from);
          from.notes().forEach(this::tell);
        }
      }
      spec.commandLine()
          .getOut()
          .println(into + ": " + merge.added() + " answers were added from " + ledgers.size());
      if (merge.lost() > 0) {
        tell(merge.lost() + " answers were left out: their evidence is missing or damaged");
      }
      return (merge.lost() > 0 ? ExitCode.UNDECIDED : ExitCode.HOLDS).code();
    } catch (LedgerException e) {
      tell(e.getMessage());
      return ExitCode.LOST_OUTPUT.code();
    }
  }

  private boolean isSame(Path ledger) {
    return ledger.toAbsolutePath().normalize().equals(into.toAbsolutePath().normalize());
  }

  private void tell(String what) {
    spec.commandLine().getErr().println("plumbline: " + what);
  }
}
