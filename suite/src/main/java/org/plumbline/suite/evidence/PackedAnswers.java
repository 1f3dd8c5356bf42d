package org.plumbline.suite.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.api.Counterexample;
import org.plumbline.api.Semantics;
import org.plumbline.suite.AskedNetwork;
import org.plumbline.suite.QuestionKind;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.StoredFile;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.summary.Fingerprint;

/** Packs answers: properties, certificates and counterexamples by their digests. */
final class PackedAnswers {
  private final Packing packing;
  private final PackedNetworks networks;
  private final Contents contents;

  PackedAnswers(Packing packing, PackedNetworks networks, Contents contents) {
    this.packing = packing;
    this.networks = networks;
    this.contents = contents;
  }

  ArchivedQuestion of(SuiteAnswer answer) throws IOException {
    Optional<byte[]> certificate = content(answer.evidence().certificate());
    Optional<byte[]> counterexample = content(answer.evidence().counterexample());
    boolean hasEvidence = certificate.isPresent() || counterexample.isPresent();
    Optional<byte[]> property = hasEvidence ? property(answer) : Optional.empty();
    return new ArchivedQuestion(
        answer.question().id(),
        answer.question().words(),
        answer.verdict(),
        answer.isCertified(),
        semantics(counterexample),
        networks(answer.question()),
        put("properties/", property, ".vnnlib"),
        put("certificates/", certificate, ".proof"),
        put("counterexamples/", counterexample, ".json"),
        open(answer, hasEvidence, property));
  }

  private static String open(SuiteAnswer answer, boolean hasEvidence, Optional<byte[]> property) {
    boolean isPattern = answer.question().kind() == QuestionKind.PATTERN;
    long names = answer.question().networks().stream().map(n -> n.declared()).distinct().count();
    boolean isNamed = names == answer.question().networks().size();
    if (!hasEvidence) {
      return "there is no certificate and no counterexample";
    } else if (isPattern) {
      return "it is about a pattern of neurons, which VNN-LIB does not say";
    } else if (!isNamed) {
      return "it is about several networks, whose names in the property the run does not tell";
    }
    return property.isPresent() ? "" : "it has no property that could be packed";
  }

  private Optional<byte[]> property(SuiteAnswer answer) throws IOException {
    Optional<byte[]> stored = content(answer.evidence().property());
    return stored.isPresent()
        ? stored
        : packing
            .property()
            .apply(answer.question())
            .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  private List<ArchivedQuestion.ArchivedNetwork> networks(SuiteQuestion question)
      throws IOException {
    List<ArchivedQuestion.ArchivedNetwork> packed = new ArrayList<>();
    for (AskedNetwork network : question.networks()) {
      packed.add(networks.of(network));
    }
    return packed;
  }

  /** The numbers that a replay is about; those of a certificate stand in it. */
  private static Optional<Semantics> semantics(Optional<byte[]> counterexample) throws IOException {
    if (counterexample.isEmpty()) {
      return Optional.empty();
    }
    Counterexample.Standing standing =
        StoredCounterexample.of(counterexample.get()).counterexample().standing();
    return Optional.of(
        standing == Counterexample.Standing.FLOAT32_ONLY ? Semantics.FLOAT32 : Semantics.REAL);
  }

  private Optional<String> put(String folder, Optional<byte[]> content, String ending) {
    return content.map(bytes -> contents.put(folder + Fingerprint.of(bytes) + ending, bytes));
  }

  private static Optional<byte[]> content(Optional<StoredFile> file) throws IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file.get().path());
    if (!Fingerprint.of(bytes).equals(file.get().sha256())) {
      throw new EvidenceException(
          file.get().path() + " is damaged: its SHA-256 is not its name; run the suite again");
    }
    return Optional.of(bytes);
  }
}
