package org.plumbline.soundness.mutants;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.CertificateReader;
import org.plumbline.certificates.proof.MalformedCertificateException;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.specs.vnnlib.VnnLibParser;

/** Judges what a mutant says, with Plumbline's own checker and replay, which no mutant touches. */
final class Court {
  private final BenchmarkFolder benchmark;

  Court(BenchmarkFolder benchmark) {
    this.benchmark = benchmark;
  }

  /**
   * @param isWrong whether the mutant's answer is refuted by the one that is known
   * @param isStopped whether the answer would not be called certain
   * @param why in words
   */
  record Judgement(boolean isWrong, boolean isStopped, String why) {}

  /** Compares a claim with the truth, and has it checked as the command would. */
  Judgement judge(
      String instance, Mutant.Setting setting, MutatedVerifier.Claim claim, Answer answer) {
    Truth truth = setting.isReal() ? answer.real() : answer.float32();
    return switch (claim.verdict()) {
      case "unsat" -> unsat(instance, claim, truth);
      case "sat" -> sat(instance, claim, truth);
      default -> new Judgement(false, true, claim.verdict());
    };
  }

  private Judgement sat(String instance, MutatedVerifier.Claim claim, Truth truth) {
    boolean isReplayed =
        new CounterexampleChecker(query(instance))
            .check(claim.inputs().orElseThrow())
            .filter(Counterexample::isViolation)
            .isPresent();
    return new Judgement(
        truth == Truth.UNSAT,
        !isReplayed,
        isReplayed ? "replayed" : "the replay shows no violation");
  }

  private Judgement unsat(String instance, MutatedVerifier.Claim claim, Truth truth) {
    boolean isWrong = truth == Truth.SAT;
    if (claim.certificate().isEmpty()) {
      return new Judgement(isWrong, true, "no certificate");
    }
    try {
      Certificate certificate =
          CertificateReader.read(new ByteArrayInputStream(claim.certificate().get()));
      if (certificate.cases().stream().anyMatch(c -> hasGap(c.root()))) {
        return new Judgement(isWrong, true, "gap");
      }
      MendedCheck check =
          MendedCheck.of(query(instance), certificate.cases(), certificate.semantics());
      String word = check.result().getClass().getSimpleName().toLowerCase(Locale.ROOT);
      return new Judgement(isWrong, !check.isAccepted(), word);
    } catch (MalformedCertificateException e) {
      return new Judgement(isWrong, true, "malformed");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasGap(ProofNode root) {
    Deque<ProofNode> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      ProofNode node = left.removeLast();
      if (node instanceof ProofNode.Unjustified) {
        return true;
      }
      left.addAll(node.children());
    }
    return false;
  }

  private Query query(String instance) {
    try {
      return Query.of(
          OnnxReader.read(benchmark.network(instance)),
          VnnLibParser.parse(benchmark.property(instance)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
