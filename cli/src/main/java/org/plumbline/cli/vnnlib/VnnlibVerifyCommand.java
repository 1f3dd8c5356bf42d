package org.plumbline.cli.vnnlib;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.cli.options.NetworkOptions;
import org.plumbline.cli.options.SearchOptions;
import org.plumbline.cli.output.CommandLimit;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.Outcome;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.cli.verify.AskedSearch;
import org.plumbline.cli.verify.JoinedWitness;
import org.plumbline.cli.verify.ResultFile;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.JoinedFiles;
import org.plumbline.question.JoinedQuestion;
import org.plumbline.question.NamedNetwork;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PropertyFile;
import org.plumbline.question.QuestionFiles;
import org.plumbline.question.ReadQuestion;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.certified.Decision;
import org.plumbline.verifier.contract.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline vnnlib verify}: an answer in the words of the standard. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Answers a query in VNN-LIB 2.0: sat with a witness, unsat, unknown or timed-out.",
      "A query that declares float32 asks about binary32 arithmetic, and one that declares real"
          + " about real numbers; assertions are taken in real numbers."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:answered",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network or query",
      "4:an output could not be written"
    })
public final class VnnlibVerifyCommand extends PlumblineCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "QUERY", description = "VNN-LIB 2.0, plain or gzipped.")
  private Path query;

  @Mixin private NetworkOptions networks;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Time limit for the whole command (default: none).")
  private Double timeoutSeconds;

  @Option(
      names = {"--serialise-assignments", "--assignments"},
      paramLabel = "FOLDER",
      description =
          "Writes each tensor of a witness into this folder, as NAME.pb, instead of to standard"
              + " output.")
  private Path assignments;

  @Option(
      names = "--semantics",
      description =
          "Numbers that the networks compute with, real or float32, whatever the query declares.")
  private Semantics semantics;

  @Mixin private SearchOptions search;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    require(
        timeoutSeconds == null || timeoutSeconds > 0,
        "--timeout " + timeoutSeconds + " is not positive");
    refuse(search.mistake());
    refuse(AssignmentFiles.mistake(assignments, read()));
    Budget budget =
        timeoutSeconds == null ? Budget.unlimited() : CommandLimit.ofSeconds(timeoutSeconds);
    ProgressLine progress = new ProgressLine(false, spec.commandLine().getErr());
    AskedSearch asked = new AskedSearch(search, Engine.AUTO, Optional.ofNullable(semantics));
    Decision decision = asked.decide(this::files, budget, progress);
    Outcome outcome =
        new Outcome(decision.verdict(), (System.nanoTime() - start) / 1e9, progress.evaluated());
    answer(outcome, asked.question().flatMap(ReadQuestion::joined));
    return ExitCode.HOLDS.code();
  }

  private List<Path> read() {
    List<Path> read = new ArrayList<>(List.of(query));
    networks.all().forEach(network -> read.add(network.file()));
    return read;
  }

  private QuestionFiles files() {
    PropertyFile property = PropertyFile.of(query);
    if (!property.isSecond()) {
      property.property(); // says what a file is that is no property at all
      throw new ParseException(
          query.toString(),
          "it has no version line, so it is VNN-LIB 1.0, which plumbline verify answers");
    }
    List<NamedNetwork> files =
        networks.all().stream()
            .map(n -> new NamedNetwork(n.name(), NetworkFile.of(n.file())))
            .toList();
    return new JoinedFiles(files, property, Optional.ofNullable(semantics));
  }

  private void answer(Outcome outcome, Optional<JoinedQuestion> question) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    question.ifPresent(q -> q.document().warnings().forEach(w -> err.println("plumbline: " + w)));
    if (outcome.verdict() instanceof Verdict.Unknown unknown) {
      err.println("plumbline: " + unknown.reason());
    }
    String word = question.map(q -> ResultFile.word(q, outcome)).orElse(outcome.word());
    out.println(word.equals("timeout") ? "timed-out" : word);
    if (word.equals("sat")
        && question.isPresent()
        && outcome.verdict() instanceof Verdict.Violated violated) {
      if (assignments == null) {
        out.print(JoinedWitness.of(question.get(), violated).orElseThrow());
      } else {
        AssignmentFiles.write(assignments, question.get(), violated.counterexample());
      }
    }
    out.flush();
  }
}
