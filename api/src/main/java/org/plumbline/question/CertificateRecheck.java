package org.plumbline.question;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.model.Reading;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.certified.Recheck;

/** Whether a certificate proves the answer to a question. */
public final class CertificateRecheck {
  private final ReadQuestion asked;
  private final Optional<Semantics> wanted;
  private final int threads;
  private final Recheck.Readings readings;

  /**
   * @param asked a question about a whole network
   * @param wanted the numbers that a proof is asked about, or empty for those of the certificate
   */
  public CertificateRecheck(ReadQuestion asked, Optional<Semantics> wanted, int threads) {
    this(asked, wanted, threads, Recheck.Readings.IN_FULL);
  }

  /**
   * The same.
   *
   * @param readings how long the readings of the files are compared
   */
  public CertificateRecheck(
      ReadQuestion asked, Optional<Semantics> wanted, int threads, Recheck.Readings readings) {
    this.readings = readings;
    this.asked = asked;
    this.wanted = wanted;
    this.threads = threads;
  }

  /**
   * What the checker and a second reading of the files say.
   *
   * @param nodes counts those that were looked at, while it goes on
   * @throws org.plumbline.verifier.certified.ReadingsDifferException if two readings of the files
   *     do not agree
   */
  public CheckResult of(Certificate certificate, LongAdder nodes, Budget budget) {
    Optional<CheckResult> mismatch = mismatch(certificate);
    return mismatch.isPresent()
        ? mismatch.get()
        : new Recheck(certificate.semantics(), threads, nodes, readings)
            .of(asked.asked(), certificate.cases(), budget);
  }

  /** What of the certificate's header is not about this question. */
  private Optional<CheckResult> mismatch(Certificate read) {
    ReadQuestion.Subject subject = asked.subject();
    if (read.reading() != Reading.RULES) {
      return rejected(
          "reading",
          "it was made by the rules of reading "
              + read.reading()
              + ", and this program reads by "
              + Reading.RULES
              + "; verify again");
    } else if (!Arrays.equals(read.networkDigest(), subject.network())) {
      return rejected("network", "it is for another network file");
    } else if (!Arrays.equals(read.propertyDigest(), subject.property())) {
      return rejected(
          "property",
          asked.input().isPresent()
              ? "it is for another property than is asked about the input"
              : "it is for another property file");
    } else if (!Arrays.equals(read.premiseDigest(), Digest.of(asked.premise()))) {
      return rejected("premise", premise(read));
    } else if (wanted.isPresent() && wanted.get() != read.semantics()) {
      return rejected("semantics", "it is a proof " + words(read.semantics()));
    }
    return Optional.empty();
  }

  private static Optional<CheckResult> rejected(String rule, String why) {
    return Optional.of(new CheckResult.Rejected("the header", rule, why));
  }

  private String premise(Certificate read) {
    if (asked.premise().isEmpty()) {
      return "it is about inputs that follow a pattern; name it with --pattern";
    }
    return read.hasPremise() ? "it is for another pattern" : "it is not for inputs of a pattern";
  }

  /** For people. */
  public static String words(Semantics semantics) {
    return switch (semantics) {
      case REAL -> "for real numbers";
      case FLOAT32 -> "for the numbers that IEEE binary32 computes";
    };
  }
}
