package org.plumbline.suite.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.plumbline.api.Answer;
import org.plumbline.api.Certificate;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.CheckAnswer;
import org.plumbline.api.Model;
import org.plumbline.api.ReadingsDifferException;
import org.plumbline.api.Semantics;
import org.plumbline.api.UnreadableInputException;
import org.plumbline.api.Verification;
import org.plumbline.api.Violated;
import org.plumbline.api.VnnLib;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.Verdict;

/**
 * Checks the answer to a question from the entries of an archive: a certificate by the checker, a
 * counterexample by replaying it. No search runs. What was said before by anybody else does not
 * count.
 */
final class Recheck {
  /** Contents by name of entry. */
  interface Entries {
    byte[] content(String name) throws IOException;
  }

  private final Entries entries;
  private final Map<String, Model> handed;
  private final Duration limit;
  private final Map<String, Model> read = new HashMap<>();

  /**
   * @param handed networks that are not in the archive, by SHA-256
   * @param limit for each question
   */
  Recheck(Entries entries, Map<String, Model> handed, Duration limit) {
    this.entries = entries;
    this.handed = Map.copyOf(handed);
    this.limit = limit;
  }

  CheckedQuestion of(ArchivedQuestion question) {
    if (!question.open().isEmpty()) {
      return result(question, CheckedQuestion.Standing.OPEN, question.open());
    }
    try {
      return answered(question);
    } catch (UnreadableInputException
        | ReadingsDifferException
        | IllegalArgumentException
        | IOException e) {
      return result(question, CheckedQuestion.Standing.REFUSED, e.getMessage());
    } catch (RuntimeException e) {
      return result(question, CheckedQuestion.Standing.REFUSED, "the check broke down: " + e);
    }
  }

  private CheckedQuestion answered(ArchivedQuestion question) throws IOException {
    Map<String, Model> models = new TreeMap<>();
    for (ArchivedQuestion.ArchivedNetwork network : question.networks()) {
      Optional<Model> model = model(network);
      if (model.isEmpty()) {
        String why = "hand along " + network.name() + ", SHA-256 " + network.sha256();
        return result(question, CheckedQuestion.Standing.OPEN, why);
      }
      models.put(network.declared(), model.get());
    }
    String name = question.property().orElseThrow(() -> new EvidenceException("no property"));
    String text = new String(entries.content(name), StandardCharsets.UTF_8);
    VnnLib property = VnnLib.of(name, text);
    if (question.verdict() == Verdict.HOLDS && question.certificate().isPresent()) {
      return proved(question, models, property);
    } else if (question.verdict() == Verdict.VIOLATED && question.counterexample().isPresent()) {
      return replayed(question, models, property);
    }
    throw new EvidenceException("no evidence goes with this verdict");
  }

  private Optional<Model> model(ArchivedQuestion.ArchivedNetwork network) throws IOException {
    Model known = read.get(network.sha256());
    if (known == null && network.entry().isPresent()) {
      known = Model.of(network.name(), entries.content(network.entry().get()));
    } else if (known == null) {
      known = handed.get(network.sha256());
    }
    if (known != null && !known.sha256().equals(network.sha256())) {
      throw new EvidenceException(
          network.name() + " has the SHA-256 " + known.sha256() + ", not " + network.sha256());
    }
    read.put(network.sha256(), known);
    return Optional.ofNullable(known);
  }

  private CheckedQuestion proved(
      ArchivedQuestion question, Map<String, Model> models, VnnLib property) throws IOException {
    Certificate certificate = Certificate.of(entries.content(question.certificate().orElseThrow()));
    CertificateCheck check =
        isOne(models)
            ? CertificateCheck.of(models.get(""), property, certificate)
            : CertificateCheck.of(models, property, certificate);
    CheckAnswer answer =
        question.semantics().map(check::semantics).orElse(check).timeout(limit).run();
    if (answer instanceof CheckAnswer.Proved proved) {
      return new CheckedQuestion(
          question.id(),
          question.verdict(),
          CheckedQuestion.Standing.PROVED,
          Optional.of(proved.semantics()),
          proved.words());
    } else if (answer instanceof CheckAnswer.Rejected rejected) {
      return result(question, CheckedQuestion.Standing.REFUSED, rejected.reason());
    }
    String why = "the check did not end: " + ((CheckAnswer.Incomplete) answer).reason();
    return result(question, CheckedQuestion.Standing.REFUSED, why);
  }

  private CheckedQuestion replayed(
      ArchivedQuestion question, Map<String, Model> models, VnnLib property) throws IOException {
    StoredCounterexample stored =
        StoredCounterexample.of(entries.content(question.counterexample().orElseThrow()));
    Verification verification =
        isOne(models)
            ? Verification.of(models.get(""), property)
            : Verification.of(models, property);
    Answer answer =
        verification
            .semantics(question.semantics().orElse(Semantics.REAL))
            .timeout(limit)
            .replay(stored.counterexample().inputs());
    if (answer instanceof Violated violated) {
      String words = "the input reaches " + violated.counterexample().reached();
      return result(question, CheckedQuestion.Standing.REPLAYED, words);
    }
    return result(
        question,
        CheckedQuestion.Standing.REFUSED,
        "the counterexample does not violate the property when it is replayed");
  }

  private static boolean isOne(Map<String, Model> models) {
    return models.size() == 1 && models.containsKey("");
  }

  private static CheckedQuestion result(
      ArchivedQuestion question, CheckedQuestion.Standing standing, String why) {
    return new CheckedQuestion(
        question.id(), question.verdict(), standing, question.semantics(), why);
  }
}
