package org.plumbline.cli.suite;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.network.model.ParseException;
import org.plumbline.suite.AskedNetwork;
import org.plumbline.suite.QuestionKind;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.ledger.LedgerEntry;
import org.plumbline.suite.ledger.LedgerException;
import org.plumbline.suite.ledger.Store;
import org.plumbline.suite.question.Asked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline suite explain}: one question in words, and what is known of it. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says what one question of a suite asks, and what the ledger knows of it.",
      "With --property it writes the question in VNN-LIB, for plumbline verify."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable suite, network, property or data, or no such question",
      "4:an output could not be written, or the ledger cannot be read"
    })
final class SuiteExplainCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  @Mixin private SuiteOptions options;

  @Parameters(index = "1", paramLabel = "ID", description = "A question, such as REQ-12/image-7.")
  private String id;

  @Option(
      names = "--property",
      paramLabel = "FILE",
      description = "Writes the question in VNN-LIB.")
  private OutputFile property;

  @Override
  public FilePlan files() {
    return new FilePlan()
        .reads(options.file())
        .replaces("--property", property, EarlierAnswer.OTHER);
  }

  @Override
  public Integer call() {
    begin(files());
    Suite suite = options.suite();
    List<Asked> found = options.asked(suite, List.of(), List.of(id)).questions();
    if (found.size() > 1) {
      throw new ParseException(
          options.file().toString(),
          "'"
              + id
              + "' has "
              + found.size()
              + " questions; name one, such as '"
              + found.get(0).question().id()
              + "'");
    }
    PrintWriter out = spec.commandLine().getOut();
    print(found.get(0), out);
    try (Ledger ledger = Ledger.read(options.ledger())) {
      ledger.notes().forEach(note -> out.println("Note:      " + note));
      print(found.get(0).question(), ledger, out);
    } catch (LedgerException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.LOST_OUTPUT.code();
    }
    out.flush();
    return ExitCode.HOLDS.code();
  }

  private void print(Asked asked, PrintWriter out) {
    SuiteQuestion question = asked.question();
    out.println("Question:  " + question.id());
    out.println("Asked:     " + question.words());
    out.println("Stands at: " + question.place());
    for (AskedNetwork network : question.networks()) {
      out.println("Network:   " + network.name() + ", SHA-256 " + network.sha256());
    }
    question.image().ifPresent(i -> out.println("Input:     " + i.file() + ", item " + i.index()));
    out.println("Key:       " + question.key());
    if (property != null) {
      byte[] text = asked.property();
      property.write(to -> to.write(text));
    }
    out.println("Ask it:    " + question.command().orElseGet(() -> command(question)));
    if (question.kind() == QuestionKind.FALSIFY) {
      out.println(
          "           (with another norm than linf, or a target, that asks about more: any other"
              + " class, in a box that has all inputs that are near enough)");
    }
  }

  private String command(SuiteQuestion question) {
    String file = property == null ? "QUESTION.vnnlib" : property.toString();
    String networks =
        question.networks().size() == 1
            ? question.networks().get(0).name() + " " + file
            : file
                + " --network f="
                + question.networks().get(0).name()
                + " --network g="
                + question.networks().get(1).name();
    return "plumbline verify "
        + networks
        + (property == null ? "   (--property QUESTION.vnnlib writes the question)" : "");
  }

  private static void print(SuiteQuestion question, Ledger ledger, PrintWriter out) {
    Optional<LedgerEntry> entry = ledger.of(question.key());
    if (entry.isEmpty()) {
      Optional<LedgerEntry> other = ledger.latest(question.id());
      out.println(
          other.isPresent()
              ? "Answer:    none; the ledger has one to an earlier question of this id ("
                  + SuiteWords.word(other.get().verdict())
                  + ", "
                  + other.get().begun()
                  + ")"
              : "Answer:    none yet");
      return;
    }
    LedgerEntry known = entry.get();
    out.println(
        "Answer:    "
            + known.verdict()
            + known.assurance().map(a -> ", " + a.name().toLowerCase(Locale.ROOT)).orElse("")
            + ": "
            + known.reason());
    known
        .measured()
        .ifPresent(
            m ->
                out.println(
                    "Measured:  "
                        + m.what()
                        + " at least "
                        + m.lower()
                        + m.upper().map(u -> ", at most " + u).orElse("")));
    out.printf(
        Locale.ROOT, "Found:     %s, in %.2f s%n", known.begun(), known.time().toMillis() / 1000.0);
    evidence("Proof:     ", known.certificate(), ledger.store(), out);
    evidence("Input:     ", known.counterexample(), ledger.store(), out);
    evidence("Property:  ", known.property(), ledger.store(), out);
  }

  private static void evidence(String what, Optional<String> sha256, Store store, PrintWriter out) {
    sha256.ifPresent(
        sha ->
            out.println(
                what
                    + store
                        .file(sha)
                        .map(file -> file.path().toString())
                        .orElse(sha + ", which is missing from the store or damaged")));
  }
}
