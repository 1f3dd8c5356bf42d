package org.plumbline.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.CertificateReader;
import org.plumbline.certificates.proof.CertificateWriter;
import org.plumbline.certificates.proof.MalformedCertificateException;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.fuzz.Problem.Row;
import org.plumbline.verifier.proof.CertificateRecorder;

/**
 * Changes fields, steps and nodes of certificates, and bytes of their files, and has the result
 * checked against a property that an input is known to violate: no change may make a proof of that.
 * {@code -Dplumbline.mutants=N} makes it N mutants instead of a few thousand.
 */
class MutatedCertificateTest {
  private static final int MUTANTS = Integer.getInteger("plumbline.mutants", 4000);
  private static final int PER_CERTIFICATE = 100;
  private static final int HEADER = 16;
  private static final byte[] DIGEST = new byte[32];

  private final CertificateChecker checker = new CertificateChecker(1);
  private int mutants;
  private int malformed;
  private int proofs;
  private int accepted;
  private int premises;

  @Test
  void noMutantProvesWhatIsFalse() throws IOException {
    for (int trial = 0; mutants < MUTANTS; trial++) {
      Random random = FuzzRun.random(4711, trial);
      Optional<Problem> drawn = RandomProblem.draw(random);
      if (drawn.isPresent() && drawn.get().hint() != null) {
        mutate(trial, random, drawn.get());
      }
    }
    assertThat(proofs).as("certificates").isGreaterThan(MUTANTS / PER_CERTIFICATE / 10);
    assertThat(premises).as("premises").isGreaterThan(MUTANTS / PER_CERTIFICATE / 10);
    assertThat(malformed).as("malformed of %d", mutants).isBetween(1, mutants / 2);
    assertThat(accepted).as("certificates accepted of %d", proofs).isGreaterThan(proofs * 8 / 10);
    System.out.println(
        mutants + " mutants of " + proofs + " certificates, " + malformed + " malformed");
  }

  private void mutate(int trial, Random random, Problem problem) throws IOException {
    Problem falseProblem = RandomProblem.atHint(problem);
    Premise premise = premise(random, falseProblem);
    Query isFalse = falseProblem.query().under(premise);
    Query isTrue =
        falseProblem.withUnsafe(lowered(falseProblem.unsafe(), random)).query().under(premise);
    Optional<List<Certificate.CaseProof>> proof = proof(isTrue, random);
    if (proof.isEmpty()) {
      return;
    }
    proofs++;
    boolean isAccepted = check(isTrue, proof.get()) instanceof CheckResult.Accepted;
    accepted += isAccepted ? 1 : 0;
    for (Query wrong : List.of(isFalse, isFalse.under(Premise.NONE))) {
      assertThat(check(wrong, proof.get()))
          .as("trial %d, unchanged", trial)
          .isNotInstanceOf(CheckResult.Accepted.class);
    }
    byte[] payload = payload(proof.get());
    for (int m = 0; m < PER_CERTIFICATE; m++) {
      mutants++;
      Optional<List<Certificate.CaseProof>> mutant =
          m % 4 == 0
              ? read(mutated(payload, random))
              : Optional.of(new Mutation(random).of(proof.get()));
      if (mutant.isEmpty()) {
        malformed++;
        continue;
      }
      assertThat(check(isFalse, mutant.get()))
          .as("trial %d, mutant %d of %s under %s", trial, m, falseProblem, premise)
          .isNotInstanceOf(CheckResult.Accepted.class);
    }
  }

  /** In every other trial one that the hint follows for sure. */
  private Premise premise(Random random, Problem problem) {
    if (random.nextBoolean()) {
      return Premise.NONE;
    }
    Premise premise = RandomPremise.draw(random, problem.network(), problem.hint());
    boolean isFollowed =
        new CounterexampleChecker(problem.query().under(premise))
            .check(problem.hint())
            .filter(Counterexample::isViolation)
            .isPresent();
    premises += isFollowed && !premise.isEmpty() ? 1 : 0;
    return isFollowed ? premise : Premise.NONE;
  }

  private CheckResult check(Query query, List<Certificate.CaseProof> proof) {
    return checker.check(query, proof, Certificate.Semantics.REAL, Budget.ofMillis(10_000));
  }

  /** Limits so much lower that the property often holds. */
  private static List<List<Row>> lowered(List<List<Row>> unsafe, Random random) {
    double share = Math.pow(10, -6 * random.nextDouble());
    return unsafe.stream()
        .map(
            rows ->
                rows.stream()
                    .map(row -> row.withLimit(row.limit() - share * (1 + Math.abs(row.limit()))))
                    .toList())
        .toList();
  }

  private static Optional<List<Certificate.CaseProof>> proof(Query query, Random random) {
    Splitting splitting = random.nextBoolean() ? Splitting.INPUTS : Splitting.ACTIVATIONS;
    CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
    Verdict verdict =
        new BranchAndBoundVerifier(1, JavaGemm::new, ProgramSolver.best(), splitting, Refuter.NONE)
            .verify(query, Budget.ofMillis(100), recorder);
    return verdict instanceof Verdict.Holds ? recorder.proof() : Optional.empty();
  }

  private static byte[] payload(List<Certificate.CaseProof> proof) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    CertificateWriter.write(
        new Certificate(DIGEST, DIGEST, DIGEST, Certificate.Semantics.REAL, proof), file);
    byte[] bytes = file.toByteArray();
    return new InflaterInputStream(new ByteArrayInputStream(bytes, HEADER, bytes.length - HEADER))
        .readAllBytes();
  }

  private static Optional<List<Certificate.CaseProof>> read(byte[] payload) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write("PLUMBLINE-PROOF\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    try (OutputStream packed = new DeflaterOutputStream(file)) {
      packed.write(payload);
    }
    try {
      return Optional.of(
          CertificateReader.read(new ByteArrayInputStream(file.toByteArray())).cases());
    } catch (MalformedCertificateException e) {
      return Optional.empty();
    }
  }

  /** Changed, dropped, doubled or swapped bytes behind the digests, one to three times. */
  private static byte[] mutated(byte[] payload, Random random) {
    byte[] bytes = payload;
    int first = 1 + 3 * (1 + DIGEST.length);
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = first + random.nextInt(bytes.length - first);
      int length = Math.min(1 + random.nextInt(12), bytes.length - at);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          bytes = bytes.clone();
          bytes[at] = (byte) random.nextInt(256);
        }
        case 2 -> {
          bytes = bytes.clone();
          bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        case 3 -> bytes = spliced(bytes, at, at + length);
        default -> bytes = spliced(bytes, at + length, at);
      }
      if (bytes.length <= first) {
        return bytes;
      }
    }
    return bytes;
  }

  /** The bytes before {@code head}, and those from {@code tail} on. */
  private static byte[] spliced(byte[] bytes, int head, int tail) {
    byte[] result = Arrays.copyOf(bytes, head + bytes.length - tail);
    System.arraycopy(bytes, tail, result, head, bytes.length - tail);
    return result;
  }
}
