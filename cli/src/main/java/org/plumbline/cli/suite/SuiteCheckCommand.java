package org.plumbline.cli.suite;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.ledger.LedgerException;
import org.plumbline.suite.question.AskedSuite;
import org.plumbline.suite.run.EvidenceCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plumbline suite check}: reads a suite, and checks the evidence that its ledger has. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says whether a suite is understood, and whether the evidence in its ledger stands.",
      "Certificates go through the checker and counterexamples are replayed; nothing is searched and"
          + " nothing is written."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the suite is understood, and all evidence that there is stands",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable suite, network, property or data",
      "4:the ledger cannot be read, or standard output cannot be written",
      "11:evidence in the ledger does not stand"
    })
final class SuiteCheckCommand extends PlumblineCommand implements Callable<Integer> {
  @Mixin private SuiteOptions options;

  @Override
  public Integer call() {
    Suite suite = options.suite();
    AskedSuite asked = options.asked(suite, List.of(), List.of());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Suite: " + options.file() + ", understood");
    for (Requirement requirement : asked.requirements()) {
      long count =
          asked.questions().stream()
              .filter(q -> q.question().requirement().equals(requirement.id()))
              .count();
      out.println("  " + requirement.id() + ": " + SuiteWords.count((int) count, "question"));
    }
    try (Ledger ledger = Ledger.read(options.ledger())) {
      return evidence(suite, asked, ledger, out).code();
    } catch (LedgerException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.LOST_OUTPUT.code();
    }
  }

  private ExitCode evidence(Suite suite, AskedSuite asked, Ledger ledger, PrintWriter out) {
    ledger.notes().forEach(note -> out.println("Note: " + note));
    List<EvidenceCheck.Checked> checked =
        new EvidenceCheck(ledger, suite.limits().question()).of(asked.questions());
    List<EvidenceCheck.Checked> fallen =
        checked.stream().filter(c -> c.objection().isPresent()).toList();
    out.println(
        "Evidence: "
            + (checked.size() - fallen.size())
            + " of "
            + asked.questions().size()
            + " answers have evidence that stands, "
            + fallen.size()
            + " have some that does not");
    fallen.forEach(
        c -> out.println("  DOES NOT STAND  " + c.id() + ": " + c.objection().orElseThrow()));
    out.flush();
    return fallen.isEmpty() ? ExitCode.HOLDS : ExitCode.REJECTED;
  }
}
