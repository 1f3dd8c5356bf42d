package org.plumbline.soundness.mutants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.CertificateWriter;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.soundness.audit.BoundAudit;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.vnnlib.VnnLibParser;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;

/**
 * Runs the verifier that it was loaded with on the files of one question. Types of Java alone cross
 * the border to the Plumbline outside: keys and values stand in {@link MutatedVerifier}.
 */
public final class InsideMutant implements UnaryOperator<Map<String, Object>> {
  @Override
  public Map<String, Object> apply(Map<String, Object> question) {
    try {
      return answer(question);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> answer(Map<String, Object> question) throws IOException {
    Query query =
        Query.of(
            OnnxReader.read((Path) question.get("network")),
            VnnLibParser.parse((Path) question.get("property")));
    Certificate.Semantics semantics =
        Certificate.Semantics.valueOf((String) question.get("semantics"));
    boolean isForged = (boolean) question.get("isForged");
    VerifierOptions options =
        new VerifierOptions(
            1,
            1,
            isForged ? Certificate.Semantics.REAL : semantics,
            Engine.valueOf((String) question.get("engine")));
    double[][] inputs = (double[][]) question.get("inputs");
    BoundAudit audit = new BoundAudit(query.network(), List.of(inputs));
    CertificateRecorder recorder = new CertificateRecorder(audit);
    Budget budget = Budget.ofMillis((long) question.get("timeoutMillis"));
    Verdict verdict = VerifierFactory.create(options).verify(query, budget, recorder);
    Map<String, Object> answer = new HashMap<>();
    if (verdict instanceof Verdict.Holds) {
      answer.put("verdict", "unsat");
      recorder.proof().ifPresent(cases -> answer.put("certificate", bytes(cases, semantics)));
      if ((boolean) question.get("isChecked")) {
        answer.putAll(checked(query, recorder.proof(), semantics));
      }
    } else if (verdict instanceof Verdict.Violated violated) {
      answer.put("verdict", "sat");
      answer.put("inputs", violated.counterexample().inputs());
    } else {
      answer.put("verdict", "unknown");
    }
    audit.finding().ifPresent(found -> answer.put("guilty", found.kind(query.network())));
    return answer;
  }

  /** Nothing but what the checker accepts is believed. */
  private static Map<String, Object> checked(
      Query query, Optional<List<Certificate.CaseProof>> proof, Certificate.Semantics semantics) {
    Optional<MendedCheck> accepted =
        proof.map(cases -> MendedCheck.of(query, cases, semantics)).filter(MendedCheck::isAccepted);
    return accepted.isPresent()
        ? Map.of("certificate", bytes(accepted.get().proof(), semantics))
        : Map.of("verdict", "unknown");
  }

  private static byte[] bytes(List<Certificate.CaseProof> cases, Certificate.Semantics semantics) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {

      CertificateWriter.write(new Certificate(new byte[0], new byte[0], semantics, cases), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
