package org.plumbline.suite;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.api.Assurance;

/** Questions and answers that nobody asked. */
public final class SampleAnswers {
  private SampleAnswers() {}

  public static SuiteQuestion question(String requirement, String id, String key) {
    return question(requirement, id, key, Optional.empty());
  }

  private static SuiteQuestion question(
      String requirement, String id, String key, Optional<BigDecimal> volume) {
    return new SuiteQuestion(
        id,
        requirement,
        new Place("suite.yaml", 1, 1),
        QuestionKind.ROBUSTNESS,
        List.of(new AskedNetwork("n.onnx", "0".repeat(64))),
        key,
        "words",
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        volume);
  }

  /** C certified, H holds without a certificate, V violated, U undecided, E broke down. */
  public static SuiteAnswer of(String requirement, String id, char letter) {
    return answer(question(requirement, id, "k" + id), letter);
  }

  public static SuiteAnswer cell(String requirement, String id, char letter, String volume) {
    Optional<BigDecimal> share = Optional.of(new BigDecimal(volume));
    return answer(question(requirement, id, "k" + id, share), letter);
  }

  private static SuiteAnswer answer(SuiteQuestion question, char letter) {
    Verdict verdict =
        switch (letter) {
          case 'C', 'H' -> Verdict.HOLDS;
          case 'V' -> Verdict.VIOLATED;
          case 'U' -> Verdict.UNDECIDED;
          case 'E' -> Verdict.ERROR;
          default -> throw new IllegalArgumentException("letter " + letter);
        };
    Optional<Assurance> assurance =
        verdict == Verdict.HOLDS
            ? Optional.of(letter == 'C' ? Assurance.CERTIFIED : Assurance.ROUNDED)
            : Optional.empty();
    return new SuiteAnswer(
        question,
        verdict,
        assurance,
        "because",
        Optional.empty(),
        Optional.empty(),
        Evidence.NONE,
        Origin.SEARCHED,
        Instant.EPOCH,
        Duration.ZERO,
        0,
        List.of());
  }
}
