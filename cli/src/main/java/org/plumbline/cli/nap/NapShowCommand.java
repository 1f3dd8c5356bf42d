package org.plumbline.cli.nap;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.plumbline.cli.options.ModelOptions;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PatternsFile;
import org.plumbline.specs.pattern.ObservedPass;
import org.plumbline.specs.pattern.PatternAudit;
import org.plumbline.specs.pattern.PatternFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline nap show}: patterns in words, and pictures of who follows them. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says what a file of patterns says.",
      "With a network it also tells which patterns inputs follow or violate, and draws the "
          + "inputs that follow: their mean, their extremes, and exceptions."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network, patterns or input",
      "4:an output could not be written"
    })
final class NapShowCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  @Parameters(index = "0", paramLabel = "PATTERNS", description = "What nap mine wrote.")
  private Path patternFile;

  @Option(
      names = "--class",
      paramLabel = "N",
      description = "Lists the neurons of the pattern of this class.")
  private Integer listed;

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      description = "The network that the patterns were mined from.")
  private Path file;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      split = ",",
      description =
          "Inputs to compare with all patterns: images, numbers as text, or counterexamples in"
              + " result files of verify.")
  private List<Path> inputs = List.of();

  @Mixin private ModelOptions model;

  @Mixin private LabelledData data;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "A page with pictures of the samples that follow, and of the inputs.")
  private OutputFile html;

  @Option(
      names = "--threads",
      description = "Threads (default: one per core). No answer depends on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException {
    refuse(data.mistake());
    require(
        file != null || inputs.isEmpty() && !data.isGiven() && html == null,
        "--input, --dataset and --html ask for --network");
    require(html == null || data.isGiven(), "--html asks for --dataset");
    require(threads > 0, "--threads " + threads + " is not positive");
    begin(files());
    show();
    return ExitCode.HOLDS.code();
  }

  @Override
  public FilePlan files() {
    FilePlan plan =
        new FilePlan()
            .reads(patternFile, file)
            .reads(inputs.toArray(Path[]::new))
            .replaces("--html", html, EarlierAnswer.PAGE);
    model.addTo(plan);
    data.addTo(plan);
    return plan;
  }

  private void show() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (file == null) {
      PatternFile alone = PatternsFile.read(patternFile);
      requireListed(alone);
      new PatternWords(alone).print(out, Optional.ofNullable(listed));
      return;
    }
    NetworkFile networkFile = model.read(file);
    Network network = networkFile.realNetwork();
    PatternFile patterns = PatternsFile.read(patternFile, networkFile, network);
    requireListed(patterns);
    PatternWords words = new PatternWords(patterns);
    words.print(out, Optional.ofNullable(listed));
    List<ComparedInput> compared = new ArrayList<>();
    for (Path input : inputs) {
      ComparedInput one =
          ComparedInput.of(input, data.preparation(), network, patterns, new JavaGemm());
      one.print(out);
      compared.add(one);
    }
    if (data.isGiven()) {
      showFollowers(networkFile, patterns, compared, out);
    }
  }

  private void requireListed(PatternFile patterns) {
    if (listed != null && patterns.of(listed).isEmpty()) {
      throw new ParseException(patternFile.toString(), "there is no pattern of class " + listed);
    }
  }

  private void showFollowers(
      NetworkFile networkFile, PatternFile patterns, List<ComparedInput> compared, PrintWriter out)
      throws IOException {
    Network network = networkFile.realNetwork();
    ObservedPass pass = new ObservedPass(network, MatrixKernel.best().gemms(), threads);
    PatternAudit audit = new PatternAudit(patterns.patterns());
    Followers followers = new Followers(patterns.patterns());
    SampleProgress.over(
        pass,
        "followers",
        data.samples(),
        data.first(),
        data.most(),
        network.input().shape(),
        audit.andThen(followers));
    MiningReport.printFollowers(audit.rows(), out);
    MiningReport.printRefuting("Of the samples", audit.rows(), out);
    if (html != null) {
      RegionPage page = new RegionPage(data, network.input().shape());
      List<String> facts = data.facts(networkFile, patternFile);
      html.write(page.text(facts, patterns, audit.rows(), followers, compared));
    }
  }
}
