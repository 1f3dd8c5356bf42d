package org.plumbline.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.question.CertificateRecheck;
import org.plumbline.question.ReadQuestion;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.certified.Deadline;
import org.plumbline.verifier.certified.Recheck;

/**
 * Whether a certificate proves a property of a network. Runs no search and no native code.
 * Immutable: every method that changes something returns another check.
 */
public final class CertificateCheck {
  private final Networks networks;
  private final Property property;
  private final Certificate certificate;
  private final List<Pattern> patterns;
  private final Optional<Semantics> wanted;
  private final Optional<Duration> limit;
  private final int threads;
  private final Recheck.Readings readings;

  private CertificateCheck(
      Networks networks,
      Property property,
      Certificate certificate,
      List<Pattern> patterns,
      Optional<Semantics> wanted,
      Optional<Duration> limit,
      int threads,
      Recheck.Readings readings) {
    this.readings = readings;
    this.networks = networks;
    this.threads = threads;
    this.property = property;
    this.certificate = certificate;
    this.patterns = patterns;
    this.wanted = wanted;
    this.limit = limit;
  }

  /**
   * The check of a certificate, without a limit of time.
   *
   * @param model the network that it is to be about
   * @param property the property that it is to prove
   * @param certificate what is checked
   * @return the check
   */
  public static CertificateCheck of(Model model, Property property, Certificate certificate) {
    return of(Networks.of(Objects.requireNonNull(model, "model")), property, certificate);
  }

  /**
   * The same for several networks.
   *
   * @param models networks by the names that the property declares
   * @param property in VNN-LIB 2.0
   * @param certificate what is checked
   * @return the check
   */
  public static CertificateCheck of(
      Map<String, Model> models, VnnLib property, Certificate certificate) {
    return of(new Networks(models), property, certificate);
  }

  private static CertificateCheck of(
      Networks networks, Property property, Certificate certificate) {
    return new CertificateCheck(
        networks,
        Objects.requireNonNull(property, "property"),
        Objects.requireNonNull(certificate, "certificate"),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Runtime.getRuntime().availableProcessors(),
        Recheck.Readings.IN_FULL);
  }

  /**
   * Asks for a proof about these numbers; without it, the answer says which they are.
   *
   * @param numbers what the proof has to be about
   * @return the check for these
   */
  public CertificateCheck semantics(Semantics numbers) {
    return new CertificateCheck(
        networks, property, certificate, patterns, Optional.of(numbers), limit, threads, readings);
  }

  /**
   * The limit for reading and checking.
   *
   * @param time positive
   * @return the check with this limit
   */
  public CertificateCheck timeout(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("a time limit of " + time);
    }
    return new CertificateCheck(
        networks, property, certificate, patterns, wanted, Optional.of(time), threads, readings);
  }

  /**
   * For a proof about inputs that follow a pattern, besides others that were named.
   *
   * @param pattern of neurons
   * @return the check for these inputs
   */
  public CertificateCheck pattern(Pattern pattern) {
    List<Pattern> more = new ArrayList<>(patterns);
    more.add(Objects.requireNonNull(pattern, "pattern"));
    return new CertificateCheck(
        networks, property, certificate, List.copyOf(more), wanted, limit, threads, readings);
  }

  /**
   * How many threads check. No answer depends on it, unless the time runs out.
   *
   * @param number at least 1
   * @return the check with so many threads
   */
  public CertificateCheck threads(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("threads " + number + " is below 1");
    }
    return new CertificateCheck(
        networks, property, certificate, patterns, wanted, limit, number, readings);
  }

  /**
   * For a certificate that this version of Plumbline accepted before. It is checked in full, and
   * that two readings of the files agree is tried at one point only: points are the same each time.
   *
   * @return the check that takes less time
   */
  public CertificateCheck again() {
    return new CertificateCheck(
        networks,
        property,
        certificate,
        patterns,
        wanted,
        limit,
        threads,
        Recheck.Readings.BRIEFLY);
  }

  /**
   * Checks, on threads of its own, and waits.
   *
   * @return what the checker says
   * @throws UnreadableInputException if a file cannot be read, is not supported or does not fit, or
   *     the certificate is none
   * @throws ReadingsDifferException if two readings of the files do not agree
   */
  public CheckAnswer run() {
    Budget budget = limit.map(l -> Budget.ofMillis(l.toMillis())).orElseGet(Budget::unlimited);
    return Refusals.translated(
        () ->
            new Deadline(budget)
                .keep(() -> checked(budget), why -> new CheckAnswer.Incomplete(why.reason())));
  }

  private CheckAnswer checked(Budget budget) {
    org.plumbline.certificates.proof.Certificate read = Certificates.read(certificate);
    ReadQuestion asked =
        networks.asked(property, patterns, Optional.of(Numbers.of(read.semantics()))).readWhole();
    CheckResult result =
        new CertificateRecheck(asked, wanted.map(Numbers::of), threads, readings)
            .of(read, new LongAdder(), budget);
    if (result instanceof CheckResult.Accepted) {
      return new CheckAnswer.Proved(Numbers.of(read.semantics()), result.words());
    }
    return result instanceof CheckResult.Rejected
        ? new CheckAnswer.Rejected(result.words())
        : new CheckAnswer.Incomplete(result.words());
  }
}
