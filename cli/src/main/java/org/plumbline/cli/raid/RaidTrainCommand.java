package org.plumbline.cli.raid;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import org.plumbline.cli.options.ModelOptions;
import org.plumbline.cli.options.SearchOptions;
import org.plumbline.cli.options.TestImages;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.falsifier.blackbox.NetworkBlackBox;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.gradient.WhiteBox;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.monitor.MonitorFile;
import org.plumbline.falsifier.monitor.MonitorRates;
import org.plumbline.falsifier.monitor.RaidMonitor;
import org.plumbline.falsifier.monitor.RaidOptions;
import org.plumbline.falsifier.monitor.RaidTraining;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.NetworkFile;
import org.plumbline.suite.Share;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline raid train}: a monitor from benign images and attacks on them. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Attacks images, trains a monitor on what the neurons do, and reports how often it is "
          + "wrong.",
      "The report is about images held out. It is no evidence of safety."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the monitor is written",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network or image, or none of them could be attacked",
      "4:an output could not be written"
    })
final class RaidTrainCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  @Parameters(
      index = "0",
      paramLabel = "NETWORK",
      description = "ONNX file, plain or gzipped, or .nnet file.")
  private Path file;

  @Parameters(index = "1", paramLabel = "MONITOR", description = "The file to write.")
  private OutputFile written;

  @Mixin private ModelOptions model;

  @Mixin private TestImages images;

  @Option(
      names = "--limit",
      paramLabel = "D",
      required = true,
      description = "How far in L∞ the attacks go, in the unit of the images' values.")
  private double limit;

  @Option(
      names = "--false-alarms",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = "Benign images that may raise an alarm (default: ${DEFAULT-VALUE}).")
  private double falseAlarms;

  @Mixin private SearchOptions search;

  @Override
  public Integer call() throws IOException {
    refuse(images.mistake());
    require(limit > 0 && Double.isFinite(limit), "--limit " + limit + " is not positive");
    require(falseAlarms > 0 && falseAlarms < 1, "--false-alarms lies between 0 and 1");
    refuse(search.mistake());
    begin(files());
    train();
    return ExitCode.HOLDS.code();
  }

  @Override
  public FilePlan files() {
    FilePlan plan = new FilePlan().reads(file).replaces("MONITOR", written, EarlierAnswer.OTHER);
    model.addTo(plan);
    images.addTo(plan);
    return plan;
  }

  private void train() throws IOException {
    Supplier<Gemm> gemm = MatrixKernel.best().gemms();
    NetworkFile networkFile = model.read(file);
    Network network = networkFile.realNetwork();
    if (network.outputSize() < 2) {
      throw new ParseException(file.toString(), "a classifier has two outputs or more");
    }
    RaidSamples samples = samples(network, gemm);
    RaidOptions usual = RaidOptions.standard();
    RaidOptions options =
        new RaidOptions(usual.detectors(), usual.candidates(), usual.neurons(), falseAlarms);
    RaidMonitor monitor =
        new RaidTraining(network, gemm, options)
            .train(samples.training(), samples.adversarial(), samples.calibration(), search.seed());
    String digest = Digest.hex(networkFile.digest());
    written.write(new MonitorFile(digest, monitor)::writeTo);
    report(samples, monitor.over(network, gemm));
  }

  private RaidSamples samples(Network network, Supplier<Gemm> gemm) throws IOException {
    List<TestImages.Item> items = images.items();
    BlackBox box = new NetworkBlackBox(network, gemm, search.threads());
    ImageDomain domain = images.domain(box, Optional.of(network.input().shape()));
    require(
        images.areTakenAsTheyAre(domain),
        "the monitor looks at images as they are (no --mean, and channels first)");
    WhiteBox inside = new WhiteBox(network, gemm, search.threads());
    RaidSamples samples = new RaidSamples(box, inside, domain, limit);
    try (ProgressBar bar =
        ProgressLine.terminal()
            .map(terminal -> ProgressLine.newBar("attacks", items.size(), terminal))
            .orElse(null)) {
      for (int n = 0; n < items.size(); n++) {
        samples.add(n, images.read(items.get(n), domain));
        if (bar != null) {
          bar.step();
        }
      }
    }
    if (samples.adversarial().isEmpty() || samples.test().isEmpty()) {
      throw new ParseException(
          file.toString(),
          samples.adversarial().size()
              + " adversarial images of "
              + items.size()
              + " are too few to learn from; more images or a greater --limit help");
    }
    return samples;
  }

  private void report(RaidSamples samples, RaidMonitor.Watch watch) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Learnt from %d benign and %d adversarial images; held out, with 95 %% intervals:%n",
        samples.training().size(), samples.adversarial().size());
    MonitorRates benign = RaidTraining.rates(watch, samples.test(), List.of(), search.seed());
    line("false alarms", new Share(benign.falseAlarms(), benign.benign()));
    samples
        .adversarialTests()
        .forEach(
            (name, found) -> {
              MonitorRates rates = RaidTraining.rates(watch, List.of(), found, search.seed());
              line("missed " + name, new Share(rates.missed(), rates.adversarial()));
            });
    Share past = new Share(samples.past(watch), samples.test().size());
    line("got past by an attack that knows it", past);
    out.println(RaidCommand.CAUTION);
  }

  private void line(String what, Share share) {
    spec.commandLine()
        .getOut()
        .println(what + ": " + (share.whole() == 0 ? "the attack found nothing" : share));
  }
}
