package org.plumbline.cli.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.network.model.ParseException;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.evidence.CheckedArchive;
import org.plumbline.suite.evidence.CheckedQuestion;
import org.plumbline.suite.evidence.EvidenceArchive;
import org.plumbline.suite.evidence.EvidenceException;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.ledger.LedgerException;
import org.plumbline.suite.question.AskedSuite;
import org.plumbline.suite.run.EvidenceCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plumbline suite check}: reads a suite, and checks the evidence that its ledger has. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says whether a suite is understood, and whether the evidence in its ledger stands; or checks an"
          + " archive of evidence.",
      "Certificates go through the checker and counterexamples are replayed; nothing is searched and"
          + " nothing is written."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all evidence that there is stands",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable suite, network, property or data",
      "4:the ledger cannot be read, or standard output cannot be written",
      "11:evidence does not stand, or the archive was changed"
    })
final class SuiteCheckCommand extends PlumblineCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String ARCHIVE_ENDING = ".zip";
  private static final int MOST_LISTED = 50;

  @Mixin private SuiteOptions options;

  @Option(
      names = "--network",
      paramLabel = "FILE",
      description =
          "With an archive: a network that is not packed in it; may be given more than once.")
  private List<Path> networks = List.of();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (isArchive(options.file())) {
      return archive(out).code();
    }
    require(networks.isEmpty(), "--network goes with an archive");
    Suite suite = options.suite();
    AskedSuite asked = options.asked(suite, List.of(), List.of());
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

  /** By its name as well: of an archive the first bytes may be damaged. */
  private static boolean isArchive(Path file) {
    if (Files.isRegularFile(file)
        && file.toString().toLowerCase(Locale.ROOT).endsWith(ARCHIVE_ENDING)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && start[0] == 'P' && start[1] == 'K';
    } catch (IOException e) {
      return false; // reading it as a suite says why
    }
  }

  private ExitCode archive(PrintWriter out) {
    CheckedArchive checked;
    try {
      checked = EvidenceArchive.check(options.file(), networks, LIMIT);
    } catch (EvidenceException e) {
      out.println("REJECTED: " + e.getMessage());
      out.flush();
      return ExitCode.REJECTED;
    } catch (IOException e) {
      throw new ParseException(options.file().toString(), "cannot be read: " + e.getMessage());
    }
    out.println("Archive: " + options.file() + ", manifest SHA-256 " + checked.manifestSha256());
    list(checked, CheckedQuestion.Standing.OPEN, "NOT SHOWN", out);
    list(checked, CheckedQuestion.Standing.REFUSED, "DOES NOT STAND", out);
    out.println(checked.words());
    out.flush();
    return checked.stands() ? ExitCode.HOLDS : ExitCode.REJECTED;
  }

  private static void list(
      CheckedArchive checked, CheckedQuestion.Standing standing, String word, PrintWriter out) {
    checked.questions().stream()
        .filter(q -> q.standing() == standing)
        .limit(MOST_LISTED)
        .forEach(q -> out.println("  " + word + "  " + q.id() + ": " + q.why()));
    int more = checked.count(standing) - MOST_LISTED;
    if (more > 0) {
      out.println("  " + word + "  and " + more + " more");
    }
  }

  private ExitCode evidence(Suite suite, AskedSuite asked, Ledger ledger, PrintWriter out) {
    suite.notes().forEach(note -> out.println("Note: " + note));
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
