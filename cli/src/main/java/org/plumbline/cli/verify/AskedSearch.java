package org.plumbline.cli.verify;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.CertificateWriter;
import org.plumbline.cli.options.SearchOptions;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.CertificateFile;
import org.plumbline.question.QuestionFiles;
import org.plumbline.question.ReadQuestion;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Question;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.branching.parts.DividedSearch;
import org.plumbline.verifier.certified.CertifiedSearch;
import org.plumbline.verifier.certified.Decision;
import org.plumbline.verifier.certified.EarlierProof;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.piecewise.PartwiseVerifier;
import org.plumbline.verifier.proof.CertificateRecorder;

/** One question, from its files to what was decided, within a time limit. */
public final class AskedSearch {
  private final SearchOptions options;
  private final Engine engine;
  private final Optional<Semantics> chosen;
  private final Optional<EarlierProof> earlier;
  private final Optional<DividedSearch> division;
  private final AtomicReference<ReadQuestion> read = new AtomicReference<>();

  /**
   * @param chosen numbers that are asked about, whatever types the property declares
   */
  public AskedSearch(SearchOptions options, Engine engine, Optional<Semantics> chosen) {
    this(options, engine, chosen, Optional.empty(), Optional.empty());
  }

  /**
   * The same.
   *
   * @param earlier a proof that is tried before anything is searched
   * @param division has parts of the search searched by others
   */
  AskedSearch(
      SearchOptions options,
      Engine engine,
      Optional<Semantics> chosen,
      Optional<EarlierProof> earlier,
      Optional<DividedSearch> division) {
    this.division = division;
    this.earlier = earlier;
    this.options = options;
    this.engine = engine;
    this.chosen = chosen;
  }

  /**
   * Reads the files, searches and has what was found checked.
   *
   * @throws ParseException if a file cannot be read
   */
  public Decision decide(Supplier<QuestionFiles> files, Budget budget, ProgressLine progress) {
    return decide(files, budget, progress, known -> {});
  }

  /**
   * The same.
   *
   * @param early hears the verdict that stands unless the check that follows says something else
   */
  public Decision decide(
      Supplier<QuestionFiles> files,
      Budget budget,
      ProgressLine progress,
      Consumer<Verdict> early) {
    CertificateRecorder recorder = new CertificateRecorder(progress);
    try {
      return new CertifiedSearch(this::numbers, options.threads(), progress::note)
          .decide(
              budget,
              () -> {
                read.set(files.get().read());
                return read.get().asked();
              },
              recorder,
              question -> searched(question, budget, recorder),
              early);
    } finally {
      progress.clear();
    }
  }

  private Verdict searched(Question question, Budget budget, CertificateRecorder recorder) {
    Optional<Verdict> known =
        earlier.flatMap(
            proof -> proof.of(question, numbers(), options.threads(), budget, recorder));
    return known.orElseGet(() -> verifier().verify(question, budget, recorder));
  }

  private PartwiseVerifier verifier() {
    VerifierOptions forVerifier = options.forVerifier(numbers(), engine);
    return division.isPresent()
        ? VerifierFactory.partwise(forVerifier, division.get())
        : VerifierFactory.partwise(forVerifier);
  }

  /**
   * Writes the certificate of what was decided.
   *
   * @return whether there is one
   * @throws org.plumbline.cli.output.OutputException if it could not be written
   */
  public boolean writeCertificate(Decision decision, OutputFile file) {
    if (decision.proof().isEmpty() || question().isEmpty()) {
      return false;
    }
    Certificate proof = CertificateFile.of(question().get(), numbers(), decision.proof().get());
    file.write(out -> CertificateWriter.write(proof, out));
    return true;
  }

  /** The question, if it was read to its end. */
  public Optional<ReadQuestion> question() {
    return Optional.ofNullable(read.get());
  }

  /**
   * The numbers that are asked about: those chosen, or what declared types mean, or real ones.
   *
   * @throws ParseException where no proof is about the declared types
   */
  public Semantics numbers() {
    Semantics numbers =
        chosen.or(() -> question().flatMap(ReadQuestion::declared)).orElse(Semantics.REAL);
    if (numbers == Semantics.FLOAT32 && !engine.knowsFloat32()) {
      throw new ParseException(
          question().flatMap(ReadQuestion::joined).orElseThrow().file(),
          "it declares float32, of which --engine "
              + engine
              + " knows nothing; --semantics real asks about real numbers");
    }
    return numbers;
  }
}
