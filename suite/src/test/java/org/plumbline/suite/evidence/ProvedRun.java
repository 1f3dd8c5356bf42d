package org.plumbline.suite.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.api.Answer;
import org.plumbline.api.Assurance;
import org.plumbline.api.Holds;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Model;
import org.plumbline.api.Verification;
import org.plumbline.api.Violated;
import org.plumbline.suite.AskedImage;
import org.plumbline.suite.AskedNetwork;
import org.plumbline.suite.BaselineDifference;
import org.plumbline.suite.Counts;
import org.plumbline.suite.Demand;
import org.plumbline.suite.Environment;
import org.plumbline.suite.Evidence;
import org.plumbline.suite.Origin;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.Place;
import org.plumbline.suite.QuestionKind;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.StoredFile;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteFile;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.summary.Fingerprint;

/** A run with real answers: one that holds, one that is violated, one that was not asked. */
final class ProvedRun {
  /** {@code y0 = 2 x0}, {@code y1 = x0 + x1 + 0.25} on the unit square. */
  private static final String NETWORK =
      "1,2,2,2,\n2,2,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n2,0,\n1,1,\n0,\n0.25,\n";

  private static final String SUITE = "network: two.nnet\n";

  private static final LocalRobustness NEAR =
      LocalRobustness.around(0.5, 0.5).range("0", "1").label(1);
  private static final Instant BEGUN = Instant.parse("2026-11-30T10:00:00Z");
  private static final Requirement REQUIREMENT =
      new Requirement(
          "REQ-1 stays",
          List.of(),
          new Place("suite.yaml", 2, 3),
          QuestionKind.ROBUSTNESS,
          "class 1 stays",
          new Demand(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              false,
              "holds"));

  private final Path folder;

  private ProvedRun(Path folder) {
    this.folder = folder;
  }

  static SuiteResult in(Path folder) throws IOException {
    Files.writeString(folder.resolve("two.nnet"), NETWORK);
    Files.writeString(folder.resolve("suite.yaml"), SUITE);
    Files.writeString(folder.resolve("point.txt"), "0.5 0.5\n");
    ProvedRun run = new ProvedRun(folder);
    List<SuiteAnswer> answers =
        List.of(run.answer("0.0625"), run.answer("0.25"), run.answer(question("1"), Evidence.NONE));
    Outcome outcome =
        new Outcome(
            REQUIREMENT, Outcome.Standing.NOT_MET, Counts.of(answers), List.of(), "1 of 3 holds.");
    return new SuiteResult(
        new SuiteFile(
            folder.resolve("suite.yaml"),
            "suite.yaml",
            Fingerprint.of(SUITE.getBytes(StandardCharsets.UTF_8)),
            List.of()),
        List.of(REQUIREMENT),
        answers,
        List.of(outcome),
        new BaselineDifference(false, List.of(), List.of(), List.of()),
        Outcome.Standing.NOT_MET,
        new Environment("1.0", "17", "Linux", 2, 1L << 30, 1),
        List.of(),
        BEGUN,
        BEGUN.plusSeconds(3));
  }

  static Optional<String> property(SuiteQuestion question) {
    return Optional.of(verification(question.epsilon().orElseThrow()).text());
  }

  private static Verification verification(String epsilon) {
    Model model = Model.of("two.nnet", NETWORK.getBytes(StandardCharsets.UTF_8));
    return Verification.of(model, NEAR.epsilon(epsilon)).threads(1);
  }

  private SuiteAnswer answer(String epsilon) throws IOException {
    Answer answer = verification(epsilon).run();
    if (answer instanceof Holds holds) {
      byte[] proof = holds.certificate().orElseThrow().bytes();
      byte[] text = verification(epsilon).text().getBytes(StandardCharsets.UTF_8);
      return answer(
          question(epsilon),
          new Evidence(Optional.of(stored(proof)), Optional.empty(), Optional.of(stored(text))));
    }
    StoredCounterexample found =
        new StoredCounterexample(
            ((Violated) answer).counterexample(),
            List.of(0.5, 0.5),
            List.of(1, 2),
            List.of(),
            List.of());
    return answer(
        question(epsilon),
        new Evidence(Optional.empty(), Optional.of(stored(found.bytes())), Optional.empty()));
  }

  private static SuiteAnswer answer(SuiteQuestion question, Evidence evidence) {
    Verdict verdict =
        evidence.certificate().isPresent()
            ? Verdict.HOLDS
            : evidence.counterexample().isPresent() ? Verdict.VIOLATED : Verdict.UNDECIDED;
    return new SuiteAnswer(
        question,
        verdict,
        verdict == Verdict.HOLDS ? Optional.of(Assurance.CERTIFIED) : Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        evidence,
        verdict == Verdict.UNDECIDED ? Origin.NOT_ASKED : Origin.SEARCHED,
        BEGUN,
        Duration.ofSeconds(1),
        1,
        List.of());
  }

  private static SuiteQuestion question(String epsilon) {
    return new SuiteQuestion(
        "REQ-1 stays/within " + epsilon,
        REQUIREMENT.id(),
        REQUIREMENT.place(),
        QuestionKind.ROBUSTNESS,
        List.of(
            new AskedNetwork("two.nnet", Fingerprint.of(NETWORK.getBytes(StandardCharsets.UTF_8)))),
        Fingerprint.of(epsilon),
        "class 1 within " + epsilon,
        Optional.empty(),
        Optional.of(new AskedImage("point.txt", 0)),
        OptionalInt.of(1),
        Optional.of(epsilon),
        Optional.empty());
  }

  private StoredFile stored(byte[] bytes) throws IOException {
    String name = Fingerprint.of(bytes);
    return new StoredFile(name, Files.write(folder.resolve(name), bytes), bytes.length);
  }

  /** The same run, with another answer in place of one. */
  static SuiteResult with(SuiteResult run, int place, SuiteAnswer answer) {
    List<SuiteAnswer> answers = new ArrayList<>(run.answers());
    answers.set(place, answer);
    return new SuiteResult(
        run.file(),
        run.requirements(),
        answers,
        run.outcomes(),
        run.baseline(),
        run.gate(),
        run.environment(),
        run.notes(),
        run.begun(),
        run.ended());
  }

  /** An answer with other evidence. */
  static SuiteAnswer with(SuiteAnswer answer, Evidence evidence) {
    return answer(answer.question(), evidence);
  }
}
