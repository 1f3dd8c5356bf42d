package org.plumbline.suite.summary;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.plumbline.api.AskedClass;
import org.plumbline.api.Assurance;
import org.plumbline.api.Counterexample;
import org.plumbline.suite.AskedImage;
import org.plumbline.suite.AskedNetwork;
import org.plumbline.suite.BaselineDifference;
import org.plumbline.suite.Counts;
import org.plumbline.suite.Demand;
import org.plumbline.suite.Environment;
import org.plumbline.suite.Evidence;
import org.plumbline.suite.Measured;
import org.plumbline.suite.Origin;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.Place;
import org.plumbline.suite.QuestionKind;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.Share;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteFile;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.Verdict;

/** A run as it might have been, with everything in it that a report has to show. */
public final class SampleRun {
  private static final Set<Verdict> NOT_HELD =
      Set.of(Verdict.VIOLATED, Verdict.UNDECIDED, Verdict.ERROR);

  public static final String ROBUST = "REQ-12 robust to noise";
  public static final String FIXED = "REQ-13 <fixed> \"properties\" & more";
  public static final String SIGNS = "REQ-14 signs";
  public static final String RADIUS = "REQ-15 least radius";
  private static final Instant BEGUN = Instant.parse("2026-11-30T10:00:00.25Z");
  private static final AskedNetwork NETWORK =
      new AskedNetwork("models/digits.onnx", "ab".repeat(32));

  private final Path folder;
  private final SampleInputs inputs;
  private final List<SuiteAnswer> answers = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  private SampleRun(Path folder) {
    this.folder = folder;
    this.inputs = new SampleInputs(folder);
  }

  /** Whose gate is shut; counterexamples are stored in the folder. */
  public static SuiteResult shut(Path folder) {
    SampleRun run = new SampleRun(folder);
    run.robust();
    run.fixed();
    run.signs();
    run.radius();
    BaselineDifference baseline =
        new BaselineDifference(
            true,
            List.of(ROBUST + "/image 3 within 0.08", FIXED + "/b.vnnlib"),
            List.of(ROBUST + "/image 5 within 0.08"),
            List.of(ROBUST + "/image 0 within 0.01"));
    return run.result(baseline, Outcome.Standing.NOT_MET);
  }

  /** One requirement that is met though a question is violated. */
  public static SuiteResult open(Path folder) {
    SampleRun run = new SampleRun(folder);
    run.signs();
    return run.result(
        new BaselineDifference(false, List.of(), List.of(), List.of()), Outcome.Standing.MET);
  }

  /** The same, not met, but known. */
  public static SuiteResult known(Path folder) {
    SampleRun run = new SampleRun(folder);
    run.fixed();
    return run.result(
        new BaselineDifference(true, List.of(), List.of(FIXED + "/b.vnnlib"), List.of()),
        Outcome.Standing.MET);
  }

  private SuiteResult result(BaselineDifference baseline, Outcome.Standing gate) {
    return new SuiteResult(
        new SuiteFile(
            folder.resolve("suite.yaml").toAbsolutePath(),
            "suite.yaml",
            "cd".repeat(32),
            List.of()),
        outcomes.stream().map(Outcome::requirement).toList(),
        answers,
        outcomes,
        baseline,
        gate,
        new Environment("1.2.0", "17.0.9 Eclipse Adoptium", "Linux amd64", 2, 1L << 32, 2),
        List.of("3 requirements were not selected by --tags."),
        BEGUN,
        BEGUN.plusSeconds(83));
  }

  private void robust() {
    Place place = new Place("suite.yaml", 3, 5);
    Demand demand = demand("certified >= 90 %, violated <= 2 %", "0.9", "0.02", true);
    Requirement requirement =
        new Requirement(
            ROBUST,
            List.of("noise", "release"),
            place,
            QuestionKind.ROBUSTNESS,
            "images 0..9 of data/test.idx.gz keep their class within 0.01, 0.02, 0.04, 0.08",
            demand);
    int first = answers.size();
    String[] distances = {"0.01", "0.02", "0.04", "0.08"};
    for (int e = 0; e < distances.length; e++) {
      for (int image = 0; image < 10; image++) {
        Verdict verdict =
            image < 2 * e - 2
                ? Verdict.VIOLATED
                : image < 3 * e ? Verdict.UNDECIDED : Verdict.HOLDS;
        boolean isViolated = e == 3 && (image == 3 || image == 5) || verdict == Verdict.VIOLATED;
        answers.add(
            robustness(place, distances[e], image, isViolated ? Verdict.VIOLATED : verdict));
      }
    }
    Counts counts = Counts.of(answers.subList(first, answers.size()));
    outcomes.add(
        new Outcome(
            requirement,
            Outcome.Standing.NOT_MET,
            counts,
            List.of(
                condition("certified ≥ 90 %", counts.certified(), Outcome.Standing.CANNOT_BE_SAID),
                condition("violated ≤ 2 %", counts.violated(), Outcome.Standing.NOT_MET)),
            "Violated are " + counts.violated() + " of 40, 2 % are allowed."));
  }

  private SuiteAnswer robustness(Place place, String distance, int image, Verdict verdict) {
    String id = ROBUST + "/image " + image + " within " + distance;
    SuiteQuestion question =
        new SuiteQuestion(
            id,
            ROBUST,
            place,
            QuestionKind.ROBUSTNESS,
            List.of(NETWORK),
            Fingerprint.of(id),
            "image " + image + " keeps class 4 within " + distance,
            Optional.of("plumbline verify models/digits.onnx --input data/" + image + ".png"),
            Optional.of(new AskedImage("data/test.idx.gz", image)),
            OptionalInt.of(4),
            Optional.of(distance),
            Optional.empty());
    boolean isViolated = verdict == Verdict.VIOLATED;
    return new SuiteAnswer(
        question,
        verdict,
        verdict == Verdict.HOLDS ? Optional.of(Assurance.CERTIFIED) : Optional.empty(),
        isViolated
            ? "class 9 is at least as great as class 4"
            : verdict == Verdict.UNDECIDED ? "the time limit of 30 s was reached" : "",
        Optional.of(new AskedClass(4, List.of(image == 7 ? 9 : 4))),
        Optional.empty(),
        isViolated ? inputs.counterexample(1, Double.parseDouble(distance), image) : Evidence.NONE,
        image % 2 == 0 ? Origin.RECHECKED : Origin.SEARCHED,
        BEGUN,
        Duration.ofMillis(1234 + 100L * image),
        17,
        List.of());
  }

  private void fixed() {
    Place place = new Place("suite.yaml", 9, 5);
    Requirement requirement =
        new Requirement(
            FIXED,
            List.of(),
            place,
            QuestionKind.PROPERTIES,
            "all of specs/*.vnnlib",
            demand("holds", "1", "0", false));
    answers.add(property(place, "a.vnnlib", Verdict.HOLDS));
    answers.add(property(place, "b.vnnlib", Verdict.VIOLATED));
    outcomes.add(
        new Outcome(
            requirement,
            Outcome.Standing.NOT_MET,
            Counts.of(answers.subList(answers.size() - 2, answers.size())),
            List.of(
                new Outcome.Condition(
                    "holds", "1 of 2", new Share(1, 2), Outcome.Standing.NOT_MET, NOT_HELD)),
            "specs/b.vnnlib is violated."));
  }

  private SuiteAnswer property(Place place, String file, Verdict verdict) {
    SuiteQuestion question =
        new SuiteQuestion(
            FIXED + "/" + file,
            FIXED,
            place,
            QuestionKind.PROPERTIES,
            List.of(NETWORK),
            Fingerprint.of(file),
            "models/digits.onnx has the property specs/" + file,
            Optional.of("plumbline verify models/digits.onnx specs/" + file),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());
    Counterexample point =
        new Counterexample(
            List.of(new BigDecimal("0.5"), new BigDecimal("-1")),
            List.of(0.5, -1.0),
            List.of(3.25),
            List.of(3.25f),
            Counterexample.Standing.REAL_ONLY,
            0.25,
            "Y_0 >= 3");
    Evidence shown =
        inputs.stored(
            new StoredCounterexample(point, List.of(), List.of(1, 2), List.of(), List.of()));
    return new SuiteAnswer(
        question,
        verdict,
        verdict == Verdict.HOLDS ? Optional.of(Assurance.ROUNDED) : Optional.empty(),
        verdict == Verdict.HOLDS ? "" : "Y_0 >= 3 is reached ]]> & \u0001 <b>",
        Optional.empty(),
        Optional.empty(),
        verdict == Verdict.HOLDS ? Evidence.NONE : shown,
        Origin.SEARCHED,
        BEGUN,
        Duration.ofMillis(40),
        3,
        List.of("a note"));
  }

  private void signs() {
    Place place = new Place("suite.yaml", 14, 5);
    Requirement requirement =
        new Requirement(
            SIGNS,
            List.of(),
            place,
            QuestionKind.FALSIFY,
            "a search of 1000 queries finds another class",
            demand("violated <= 1", "", "1", false));
    answers.add(sign(place, 0, Verdict.VIOLATED));
    answers.add(sign(place, 1, Verdict.UNDECIDED));
    outcomes.add(
        new Outcome(
            requirement,
            Outcome.Standing.MET,
            Counts.of(answers.subList(answers.size() - 2, answers.size())),
            List.of(
                new Outcome.Condition(
                    "violated ≤ 1", "1 of 2", new Share(1, 2), Outcome.Standing.MET, NOT_HELD)),
            "One is violated, one is allowed."));
  }

  private SuiteAnswer sign(Place place, int image, Verdict verdict) {
    SuiteQuestion question =
        new SuiteQuestion(
            SIGNS + "/image " + image,
            SIGNS,
            place,
            QuestionKind.FALSIFY,
            List.of(new AskedNetwork("models/signs.onnx", "ef".repeat(32))),
            Fingerprint.of("sign " + image),
            "no image near to " + image + " is found that has another class",
            Optional.empty(),
            Optional.of(new AskedImage("signs/" + image + ".png", 0)),
            OptionalInt.of(1),
            Optional.of("0.05"),
            Optional.empty());
    return new SuiteAnswer(
        question,
        verdict,
        Optional.empty(),
        verdict == Verdict.VIOLATED ? "class 2 instead of class 1" : "1000 queries were used up",
        Optional.of(new AskedClass(1, List.of(1))),
        Optional.empty(),
        verdict == Verdict.VIOLATED ? inputs.counterexample(3, 0.05, image) : Evidence.NONE,
        Origin.SEARCHED,
        BEGUN,
        Duration.ofMillis(400),
        0,
        List.of());
  }

  private void radius() {
    Place place = new Place("suite.yaml", 20, 5);
    Requirement requirement =
        new Requirement(
            RADIUS,
            List.of(),
            place,
            QuestionKind.RADIUS,
            "how far images move",
            demand("least 0.01", "", "", false));
    SuiteQuestion question =
        new SuiteQuestion(
            RADIUS + "/image 8",
            RADIUS,
            place,
            QuestionKind.RADIUS,
            List.of(NETWORK),
            Fingerprint.of("radius"),
            "image 8 moves by at least 0.01",
            Optional.empty(),
            Optional.of(new AskedImage("data/test.idx.gz", 8)),
            OptionalInt.of(8),
            Optional.empty(),
            Optional.empty());
    answers.add(
        new SuiteAnswer(
            question,
            Verdict.ERROR,
            Optional.empty(),
            "data/test.idx.gz ends before image 8",
            Optional.empty(),
            Optional.of(new Measured("radius", "0", Optional.of("0.02"))),
            Evidence.NONE,
            Origin.SEARCHED,
            BEGUN,
            Duration.ZERO,
            0,
            List.of()));
    outcomes.add(
        new Outcome(
            requirement,
            Outcome.Standing.CANNOT_BE_SAID,
            Counts.of(answers.subList(answers.size() - 1, answers.size())),
            List.of(),
            "A question broke down."));
  }

  private static Demand demand(String words, String holds, String violated, boolean isSample) {
    return new Demand(
        isSample ? Optional.empty() : share(holds),
        isSample ? share(holds) : Optional.empty(),
        share(violated),
        Optional.empty(),
        words.startsWith("least") ? Optional.of(new BigDecimal("0.01")) : Optional.empty(),
        isSample,
        words);
  }

  private static Optional<BigDecimal> share(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
  }

  private static Outcome.Condition condition(String demanded, int part, Outcome.Standing standing) {
    Share share = new Share(part, 40);
    String found =
        String.format(
            java.util.Locale.ROOT,
            "%d of 40, %s (95 %%: %s to %s)",
            part,
            Words.percent(share.rate()),
            Words.percent(share.lower()),
            Words.percent(share.upper()));
    return new Outcome.Condition(demanded, found, share, standing, Set.of(Verdict.values()));
  }
}
