package org.plumbline.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.question.CertificateFile;
import org.plumbline.question.ReadQuestion;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.specs.replay.InputReplay;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.certified.Asked;
import org.plumbline.verifier.certified.CertifiedSearch;
import org.plumbline.verifier.certified.Decision;
import org.plumbline.verifier.certified.EarlierProof;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;

/** One search for an answer, and its check. */
final class Search {
  private final Verification verification;
  private final Options options;
  private final Budget budget;
  private final long start = System.nanoTime();
  private volatile ReadQuestion read;
  private volatile long evaluated;

  Search(Verification verification, Budget budget) {
    this.verification = verification;
    this.options = verification.options();
    this.budget = budget;
  }

  /**
   * @param isCancelled says at the end whether it was cancelled
   */
  Answer answer(BooleanSupplier isCancelled) {
    return answer(isCancelled, this::searched);
  }

  /**
   * Attacks a question of local robustness.
   *
   * @param isCancelled says at the end whether it was cancelled
   */
  Answer falsified(Falsification how, BooleanSupplier isCancelled) {
    return answer(isCancelled, (question, recorder) -> attacked(question, how));
  }

  /** Whether an input violates the property. */
  Answer replay(double[] input) {
    return answer(() -> false, (question, recorder) -> replayed(question, input));
  }

  /** Whether an earlier proof shows that the property holds. */
  Answer inherited(EarlierProof earlier) {
    return answer(() -> false, (question, recorder) -> inherited(question, earlier, recorder));
  }

  private Verdict inherited(Question question, EarlierProof earlier, CertificateRecorder recorder) {
    return earlier
        .of(question, semantics(), options.threads, budget, recorder)
        .orElseGet(
            () ->
                new Verdict.Unknown(
                    Verdict.Cause.INCOMPLETE, "the earlier proof does not show this question"));
  }

  private Answer answer(
      BooleanSupplier isCancelled, BiFunction<Question, CertificateRecorder, Verdict> work) {
    QuestionKey key = verification.key();
    Decision decision = Refusals.translated(() -> decision(work));
    Cost cost = new Cost(Duration.ofNanos(System.nanoTime() - start), evaluated);
    if (decision.verdict() instanceof Verdict.Holds holds) {
      return new Holds(
          key,
          cost,
          asked(),
          Numbers.of(semantics()),
          Assurance.valueOf(holds.assurance().name()),
          decision.proof().map(this::certificate));
    } else if (decision.verdict() instanceof Verdict.Violated violated) {
      return new Violated(key, cost, asked(), Counterexamples.of(violated.counterexample()));
    }
    Verdict.Unknown unknown = (Verdict.Unknown) decision.verdict();
    return isCancelled.getAsBoolean()
        ? new Undecided(key, cost, asked(), Undecided.Cause.CANCELLED, "the run was cancelled")
        : new Undecided(
            key, cost, asked(), Undecided.Cause.valueOf(unknown.cause().name()), unknown.reason());
  }

  private Optional<AskedClass> asked() {
    return Optional.ofNullable(read)
        .flatMap(ReadQuestion::input)
        .map(input -> new AskedClass(input.question().label(), input.answer().classes()));
  }

  private Verdict searched(Question question, CertificateRecorder recorder) {
    VerifierOptions verifier =
        new VerifierOptions(
            options.threads,
            options.seed,
            semantics(),
            org.plumbline.verifier.assembly.Engine.valueOf(options.engine.name()));
    return VerifierFactory.partwise(verifier).verify(question, budget, recorder);
  }

  /** The input itself may violate; else an attack looks for one that does. */
  private Verdict attacked(Question question, Falsification how) {
    LocalRobustness near = (LocalRobustness) verification.property();
    double[] centre = read.input().orElseThrow().question().centre();
    Verdict itself = replayed(question, centre);
    if (itself instanceof Verdict.Violated) {
      return itself;
    }
    Query query = near.question().inReals(question);
    QueryAttack.Found found =
        new QueryAttack(how, options.threads, options.seed)
            .search(
                query.network(),
                query.property().cases().get(0),
                centre,
                near.question().shape(query.network()),
                budget);
    evaluated = found.queries();
    return found.input().map(input -> replayed(question, input)).orElse(found.none());
  }

  private Verdict replayed(Question question, double[] input) {
    for (Supplier<Query> part : question.parts()) {
      Query query = part.get();
      Optional<org.plumbline.specs.replay.Counterexample> found =
          semantics() == org.plumbline.certificates.proof.Certificate.Semantics.REAL
              ? InputReplay.inReals(query, input)
              : InputReplay.inFloat32(query, input);
      if (found.isPresent()) {
        return new Verdict.Violated(found.get());
      }
    }
    return new Verdict.Unknown(
        Verdict.Cause.INCOMPLETE, "the input that was replayed does not violate the property");
  }

  private Decision decision(BiFunction<Question, CertificateRecorder, Verdict> work) {
    CertificateRecorder recorder = new CertificateRecorder(new Heard());
    Supplier<Asked> reading =
        () -> {
          read = verification.reader().read();
          return read.asked();
        };
    MatrixKernel kernel = MatrixKernel.best();
    if (!kernel.isNative()) {
      String products = "matrix products are made in " + kernel.name();
      options.listener.note(products + "; the artifact plumbline-openblas makes them faster");
    }
    return new CertifiedSearch(this::semantics, options.threads, options.listener::note)
        .decide(budget, reading, recorder, question -> work.apply(question, recorder));
  }

  private org.plumbline.certificates.proof.Certificate.Semantics semantics() {
    return options
        .semantics
        .map(Numbers::of)
        .or(() -> Optional.ofNullable(read).flatMap(ReadQuestion::declared))
        .orElse(org.plumbline.certificates.proof.Certificate.Semantics.REAL);
  }

  private Certificate certificate(List<CaseProof> proof) {
    return Certificate.of(CertificateFile.bytes(CertificateFile.of(read, semantics(), proof)));
  }

  /** Passes on what concerns users. */
  private final class Heard implements ProofListener {
    @Override
    public void progress(int open, long looked, double provedShare) {
      evaluated = looked;
      options.listener.progress(open, looked, provedShare);
    }

    @Override
    public void note(String what) {
      options.listener.note(what);
    }
  }
}
