package org.plumbline.cli.falsify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.plumbline.cli.options.BlackBoxOptions;
import org.plumbline.cli.options.SearchOptions;
import org.plumbline.cli.options.TestImages;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.Panels;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.falsifier.choice.AttackKind;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.contract.BlackBoxException;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.verifier.certified.Deadline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plumbline falsify}: adversarial images of any classifier that answers questions. */
@Command(
    name = "falsify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks for images near to given ones that a classifier takes for something else.",
      "The classifier is a network, a program, or an HTTP endpoint. Only its answers are "
          + "needed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network or image; or the classifier failed",
      "4:an output could not be written",
      "10:an adversarial image was found, or with LEVEL_SET one that looks different and scores alike",
      "20:none was found, which proves nothing"
    })
public final class FalsifyCommand extends PlumblineCommand
    implements Callable<Integer>, PlansFiles {
  private static final long LEAST_QUERIES = 4;

  @Mixin private BlackBoxOptions classifier;

  @Mixin private TestImages images;

  @Mixin private AttackChoice choice;

  @Option(
      names = "--queries",
      paramLabel = "N",
      defaultValue = "1000000",
      description =
          "How many images the classifier may be asked about for each image tested"
              + " (default: ${DEFAULT-VALUE}).")
  private long queries;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time limit for each image (default: ${DEFAULT-VALUE}).")
  private double timeoutSeconds;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description =
          "Writes findings as they come in, a JSON object a line; goes on where a run with the"
              + " same question stopped.")
  private OutputFile results;

  @Option(names = "--csv", paramLabel = "FILE", description = "Writes all findings as a table.")
  private OutputFile csv;

  @Option(
      names = "--pictures",
      paramLabel = "FOLDER",
      description =
          "Draws each adversarial image there, beside the original, its saliency and the"
              + " difference.")
  private Path pictures;

  @Mixin private SearchOptions search;

  @Override
  public Integer call() throws IOException {
    List.of(classifier.mistake(), images.mistake(), choice.mistake())
        .forEach(mistake -> mistake.ifPresent(text -> require(false, text)));
    require(timeoutSeconds > 0, "--timeout " + timeoutSeconds + " is not positive");
    refuse(search.mistake());
    require(queries >= LEAST_QUERIES, "--queries is at least " + LEAST_QUERIES);
    begin(files());
    try {
      return run().code();
    } catch (ParseException | UnsupportedOperatorException | BlackBoxException e) {
      return refusal(e.getMessage());
    } catch (OutOfMemoryError e) {
      refusal(Deadline.TOO_LARGE);
      return ExitCode.UNDECIDED.code();
    }
  }

  private int refusal(String message) {
    spec.commandLine().getErr().println("plumbline: " + message);
    return ExitCode.UNREADABLE_INPUT.code();
  }

  @Override
  public FilePlan files() {
    FilePlan plan =
        new FilePlan()
            .continues("--results", results)
            .replaces("--csv", csv, EarlierAnswer.TABLE)
            .fills("--pictures", pictures, PanelsPage.NAME);
    classifier.addTo(plan);
    images.addTo(plan);
    return plan;
  }

  private ExitCode run() throws IOException {
    List<TestImages.Item> items = images.items();
    try (BlackBox box = classifier.open(search.threads())) {
      ImageDomain domain = images.domain(box, classifier.shape());
      require(
          !choice.looksInside()
              || classifier.network().isPresent() && images.areTakenAsTheyAre(domain),
          "gradients need a NETWORK that Plumbline reads, of images as they are (no --mean, and"
              + " channels first)");
      requireClasses(box);
      List<Finding> findings = findings(items, test(box, domain));
      if (pictures != null && new Panels(domain).canDraw()) {
        OutputFile page = OutputFile.in(pictures, PanelsPage.NAME);
        page.write(new PanelsPage(facts(), domain).text(findings));
      }
      FalsifySummary summary = new FalsifySummary(findings);
      summary.print(spec.commandLine().getOut());
      if (csv != null) {
        summary.writeTable(csv);
      }
      return exitCode(findings);
    }
  }

  /** What identifies the question, for people. */
  private List<String> facts() {
    return List.of(
        "Classifier: "
            + classifier.name()
            + classifier.digest().map(d -> ", SHA-256 " + d).orElse(""),
        "Images: " + images.source(),
        "Attack: "
            + choice.kind()
            + ", distance "
            + choice.distance()
            + (Double.isFinite(choice.limit()) ? ", limit " + choice.limit() : "")
            + ", seed "
            + search.seed());
  }

  private ImageTest test(BlackBox box, ImageDomain domain) {
    long timeoutMillis = (long) Math.ceil(timeoutSeconds * 1000);
    if (choice.kind() == AttackKind.LEVEL_SET) {
      require(
          choice.towards().orElse(0) < images.all().size(),
          "--towards " + choice.towards().orElse(0) + " of " + images.all().size() + " images");
      return new BlindSpots(
          box,
          AttackChoice.inside(classifier, search.threads()).box(),
          domain,
          images,
          choice.towards(),
          choice.limit(),
          queries,
          timeoutMillis);
    }
    return new AttackedImages(
        images.prepared(box, domain),
        domain,
        choice,
        choice.attack(classifier, domain, images.areTakenAsTheyAre(domain), search.threads()),
        queries,
        timeoutMillis,
        search.seed());
  }

  private void requireClasses(BlackBox box) {
    for (int target : choice.ranking()) {
      require(
          target >= 0 && target < box.classes(),
          "--target " + target + " is none of the classes 0 to " + (box.classes() - 1));
    }
    require(
        choice.ranking().size() < 2 || box.knowledge() == BlackBox.Knowledge.SCORES,
        "an order of classes needs scores; this classifier tells labels only");
  }

  private List<Finding> findings(List<TestImages.Item> items, ImageTest test) throws IOException {
    Optional<ResultsFile> kept =
        results == null ? Optional.empty() : Optional.of(new ResultsFile(results, question()));
    List<Finding> findings = new ArrayList<>();
    try (FindingLines lines =
        new FindingLines(spec.commandLine().getOut(), items.size(), ProgressLine.terminal())) {
      for (TestImages.Item item : items) {
        Finding finding = finding(item, test, kept);
        findings.add(finding);
        lines.print(finding);
        if (hasFailed(finding)) {
          spec.commandLine().getErr().println("plumbline: " + finding.ending());
          return findings;
        }
      }
    }
    return findings;
  }

  private AskedQuestion question() {
    return AskedQuestion.of(spec, classifier.digest());
  }

  /** A finding that a failure cut short is not kept: the next run asks again. */
  private Finding finding(TestImages.Item item, ImageTest test, Optional<ResultsFile> kept)
      throws IOException {
    double[] original = images.read(item, test.domain());
    Optional<Finding> earlier = kept.map(file -> file.findings().get(item.name()));
    earlier.ifPresent(finding -> requireSame(finding, test, original));
    Finding finding =
        earlier.isPresent() ? earlier.get() : test.on(item, images.label(item), original);
    if (kept.isPresent() && earlier.isEmpty() && !hasFailed(finding)) {
      kept.get().add(finding);
    }
    if (pictures != null && finding.isFound()) {
      draw(item, test.domain(), original, finding.values());
    }
    return finding;
  }

  /** An earlier finding stands if the classifier still says so. */
  private void requireSame(Finding finding, ImageTest test, double[] original) {
    requireClass(finding, "", finding.label(), test.label(original));
    if (finding.isFound()) {
      double[] values = finding.values();
      if (values.length != original.length) {
        throw new ParseException(
            results.toString(),
            "image "
                + finding.image()
                + " has "
                + values.length
                + " values, not "
                + original.length);
      }
      requireClass(
          finding, "as it was changed ", finding.adversarial().getAsInt(), test.label(values));
    }
  }

  private void requireClass(Finding finding, String state, int then, int now) {
    if (then != now) {
      throw new ParseException(
          results.toString(),
          "the classifier took image "
              + finding.image()
              + " "
              + state
              + "for class "
              + then
              + ", and takes it for "
              + now
              + " now, so it is another; name another file with --results, or remove this one");
    }
  }

  private static boolean hasFailed(Finding finding) {
    return finding.outcome() == Finding.Outcome.FAILURE;
  }

  private void draw(
      TestImages.Item item, ImageDomain domain, double[] original, double[] adversarial) {
    Panels panels = new Panels(domain);
    if (panels.canDraw()) {
      double[] saliency = choice.source(classifier).features(original, domain).saliency();
      panels.write(OutputFile.in(pictures, item.name() + ".png"), original, saliency, adversarial);
      panels.writePlain(OutputFile.in(pictures, item.name() + "-adversarial.png"), adversarial);
    } else {
      spec.commandLine()
          .getErr()
          .println("plumbline: images of " + domain.channels() + " channels are not drawn");
    }
  }

  private static ExitCode exitCode(List<Finding> findings) {
    if (findings.stream().anyMatch(FalsifyCommand::hasFailed)) {
      return ExitCode.UNREADABLE_INPUT;
    }
    return findings.stream().anyMatch(Finding::isFound) ? ExitCode.VIOLATED : ExitCode.UNDECIDED;
  }
}
