package org.plumbline.suite.question;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.plumbline.api.Answer;
import org.plumbline.api.AskedClass;
import org.plumbline.api.Assurance;
import org.plumbline.api.Certificate;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.CheckAnswer;
import org.plumbline.api.Counterexample;
import org.plumbline.api.Holds;
import org.plumbline.api.ProgressListener;
import org.plumbline.api.Undecided;
import org.plumbline.api.Verification;
import org.plumbline.api.Violated;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.Verdict;
import org.plumbline.verifier.certified.Deadline;

/**
 * A question that a verification answers.
 *
 * @param check of a certificate of it
 * @param picture what is needed to show a counterexample
 * @param text of the property, as VNN-LIB
 * @param asking searches
 */
record VerifiedQuestion(
    SuiteQuestion question,
    Verification verification,
    Function<Certificate, CertificateCheck> check,
    Function<Counterexample, StoredCounterexample> picture,
    Supplier<byte[]> text,
    Function<Verification, Answer> asking)
    implements Asked {

  /** By the search that proves as well as it refutes. */
  VerifiedQuestion(
      SuiteQuestion question,
      Verification verification,
      Function<Certificate, CertificateCheck> check,
      Function<Counterexample, StoredCounterexample> picture,
      Supplier<byte[]> text) {
    this(question, verification, check, picture, text, Verification::run);
  }

  @Override
  public Found search(Duration limit) {
    AtomicReference<String> last = new AtomicReference<>("");
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void note(String what) {
            last.set(what);
          }
        };
    Answer answer = asking.apply(verification.threads(1).timeout(limit).progress(listener));
    return found(answer, last.get());
  }

  private Found found(Answer answer, String lastNote) {
    if (answer instanceof Holds holds) {
      return found(holds, lastNote);
    } else if (answer instanceof Violated violated) {
      return found(violated);
    }
    Undecided open = (Undecided) answer;
    boolean isMemory = open.reason().equals(Deadline.TOO_LARGE);
    return isMemory
        ? Found.error(open.reason())
        : Found.undecided(open.reason(), open.asked(), open.cost().subproblems());
  }

  private Found found(Holds holds, String lastNote) {
    boolean isCertified = holds.assurance() == Assurance.CERTIFIED;
    return new Found(
        Verdict.HOLDS,
        Optional.of(holds.assurance()),
        isCertified ? "a certificate was accepted" : "no certificate: " + lastNote,
        holds.asked(),
        Optional.empty(),
        holds.certificate().map(Certificate::bytes),
        Optional.of(property()),
        Optional.empty(),
        holds.cost().subproblems(),
        List.of());
  }

  private Found found(Violated violated) {
    Counterexample counterexample = violated.counterexample();
    return new Found(
        Verdict.VIOLATED,
        Optional.empty(),
        reason(violated.asked(), counterexample),
        violated.asked(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(property()),
        Optional.of(picture.apply(counterexample)),
        violated.cost().subproblems(),
        List.of());
  }

  private static String reason(Optional<AskedClass> asked, Counterexample counterexample) {
    String reached = "an input reaches " + counterexample.reached();
    return asked
        .filter(a -> !a.isOwn())
        .map(
            a ->
                "the network takes the input itself for "
                    + own(a)
                    + ", not for class "
                    + a.label()
                    + "; "
                    + reached)
        .orElse(reached);
  }

  private static String own(AskedClass asked) {
    String classes = asked.own().stream().map(String::valueOf).collect(Collectors.joining(" and "));
    return classes.isEmpty() ? "no class" : "class " + classes;
  }

  @Override
  public Optional<String> objection(Remembered earlier, Duration limit) {
    if (earlier.verdict() == Verdict.HOLDS) {
      return objection(Certificate.of(earlier.certificate().orElseThrow()), limit);
    }
    List<Double> input = earlier.counterexample().orElseThrow().counterexample().inputs();
    return replayed(input, limit) instanceof Violated
        ? Optional.empty()
        : Optional.of("the counterexample does not violate the property when it is replayed");
  }

  private Optional<String> objection(Certificate certificate, Duration limit) {
    CheckAnswer answer =
        check
            .apply(certificate)
            .semantics(verification.numbers())
            .again()
            .threads(1)
            .timeout(limit)
            .run();
    if (answer instanceof CheckAnswer.Proved) {
      return Optional.empty();
    }
    return Optional.of(
        answer instanceof CheckAnswer.Rejected rejected
            ? "the certificate is rejected: " + rejected.reason()
            : "the check of the certificate did not end: "
                + ((CheckAnswer.Incomplete) answer).reason());
  }

  private Answer replayed(List<Double> input, Duration limit) {
    return verification.threads(1).timeout(limit).replay(input);
  }

  @Override
  public Optional<Found> retried(List<Double> input, Duration limit) {
    return replayed(input, limit) instanceof Violated violated
        ? Optional.of(found(violated))
        : Optional.empty();
  }

  @Override
  public Optional<Found> inherited(byte[] certificate, Duration limit) {
    Answer answer = verification.threads(1).timeout(limit).inherit(Certificate.of(certificate));
    return answer instanceof Holds holds && holds.certificate().isPresent()
        ? Optional.of(found(holds, "the proof about an earlier network"))
        : Optional.empty();
  }

  @Override
  public byte[] property() {
    return text.get();
  }
}
