package org.plumbline.cli.nap;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
import org.plumbline.question.Digest;
import org.plumbline.question.FileContent;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PatternsFile;
import org.plumbline.specs.pattern.Literal;
import org.plumbline.specs.pattern.NapMonitor;
import org.plumbline.specs.pattern.ObservedPass;
import org.plumbline.specs.pattern.PatternFile;
import org.plumbline.specs.samples.Samples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline nap monitor}: do inputs follow the pattern of the class they are taken for? */
@Command(
    name = "monitor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks whether an input follows the pattern of the class that the network gives it.",
      "Of labelled samples it says how well this tells wrong classes from right ones. It "
          + "proves nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the input follows the pattern; or the samples were judged",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network, patterns or input",
      "4:an output could not be written",
      "10:the input does not follow the pattern, or its class has none"
    })
final class NapMonitorCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  private static final int SHOWN = 20;

  @Parameters(
      index = "0",
      paramLabel = "NETWORK",
      description = "The network that the patterns were mined from.")
  private Path file;

  @Parameters(index = "1", paramLabel = "PATTERNS", description = "What nap mine wrote.")
  private Path patternFile;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "One input: an image, numbers as text, or a result file of verify.")
  private Path input;

  @Mixin private ModelOptions model;

  @Mixin private LabelledData data;

  @Option(names = "--json", paramLabel = "FILE", description = "The rates as JSON.")
  private OutputFile json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "A page with the curve of detections over false alarms.")
  private OutputFile html;

  @Option(
      names = "--threads",
      description = "Threads (default: one per core). No answer depends on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException {
    refuse(data.mistake());
    require((input != null) != data.isGiven(), "name one of --input and --dataset");
    require(input == null || json == null && html == null, "--json and --html go with --dataset");
    require(threads > 0, "--threads " + threads + " is not positive");
    begin(files());
    NetworkFile networkFile = model.read(file);
    Network network = networkFile.realNetwork();
    FileContent content = FileContent.read(patternFile, PatternsFile.MOST_BYTES);
    PatternFile patterns = PatternsFile.parse(content, networkFile, network);
    NapMonitor monitor = new NapMonitor(network, patterns, new JavaGemm());
    return (input != null
            ? judge(network, monitor)
            : measure(network, monitor, networkFile, content))
        .code();
  }

  @Override
  public FilePlan files() {
    FilePlan plan =
        new FilePlan()
            .reads(file, patternFile, input)
            .replaces("--json", json, EarlierAnswer.JSON)
            .replaces("--html", html, EarlierAnswer.PAGE);
    model.addTo(plan);
    data.addTo(plan);
    return plan;
  }

  private ExitCode judge(Network network, NapMonitor monitor) {
    double[] values = GivenInput.read(input, data.preparation(), network);
    NapMonitor.Judgement judgement = monitor.judge(values);
    PrintWriter out = spec.commandLine().getOut();
    out.println(words(judgement));
    judgement.violated().stream().limit(SHOWN).forEach(literal -> out.println(not(literal)));
    if (judgement.violated().size() > SHOWN) {
      out.println("  … and " + (judgement.violated().size() - SHOWN) + " more");
    }
    return judgement.follows() ? ExitCode.HOLDS : ExitCode.VIOLATED;
  }

  private static String words(NapMonitor.Judgement judgement) {
    if (judgement.predicted().isEmpty()) {
      return "The network gives no class: an output is not a number.";
    }
    String label = "Class " + judgement.predicted().getAsInt();
    if (judgement.pattern().isEmpty()) {
      return label + ", which has no pattern.";
    }
    int literals = judgement.pattern().get().size();
    return label
        + (judgement.follows()
            ? "; the input follows its pattern of " + literals + " literals."
            : "; the input violates "
                + judgement.violated().size()
                + " of the "
                + literals
                + " literals of its pattern.");
  }

  private static String not(Literal violated) {
    return "  not so: " + violated;
  }

  private ExitCode measure(
      Network network, NapMonitor monitor, NetworkFile networkFile, FileContent patterns)
      throws IOException {
    Samples samples = data.samples();
    ObservedPass pass = new ObservedPass(network, MatrixKernel.best().gemms(), threads);
    MonitorTrial trial = new MonitorTrial(monitor);
    SampleProgress.over(
        pass, "monitor", samples, data.first(), data.most(), network.input().shape(), trial);
    MonitorReport report = new MonitorReport(trial);
    report.print(spec.commandLine().getOut());
    if (json != null) {
      report.writeJson(
          json,
          to -> {
            to.writeStringField("network", file.toString());
            to.writeStringField("networkSha256", Digest.hex(networkFile.digest()));
            to.writeStringField("patterns", patternFile.toString());
            to.writeStringField("patternsSha256", Digest.hex(patterns.digest()));
            data.write(to, LabelledData.digest(samples));
          });
    }
    if (html != null) {
      report.writeHtml(html, data.facts(networkFile, patternFile));
    }
    return ExitCode.HOLDS;
  }
}
