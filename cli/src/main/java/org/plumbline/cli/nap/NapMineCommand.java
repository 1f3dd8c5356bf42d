package org.plumbline.cli.nap;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.NetworkFile;
import org.plumbline.specs.pattern.ObservedPass;
import org.plumbline.specs.pattern.PatternFile;
import org.plumbline.specs.pattern.PhaseLayers;
import org.plumbline.specs.pattern.Provenance;
import org.plumbline.specs.samples.Samples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline nap mine}: the patterns of a network's classes from labelled samples. */
@Command(
    name = "mine",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Mines for each class the neurons that are active, or inactive, on nearly all of its "
          + "samples.",
      "A share delta of the samples may differ. It counts who follows these patterns, and "
          + "writes one file of patterns for each delta."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the patterns are written",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network or samples",
      "4:an output could not be written"
    })
final class NapMineCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  @Parameters(
      index = "0",
      paramLabel = "NETWORK",
      description = "ONNX file, plain or gzipped, or .nnet file.")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "FOLDER",
      description = "Where to write delta-D.json for each delta D.")
  private Path folder;

  @Mixin private ModelOptions model;

  @Mixin private LabelledData data;

  @Option(
      names = "--held-out",
      paramLabel = "PATH",
      description = "Other samples, as for --dataset, to count followers among.")
  private Path heldOut;

  @Option(
      names = "--held-out-labels",
      paramLabel = "FILE",
      description = "Labels of an IDX file held out.")
  private Path heldOutLabels;

  @Option(
      names = "--delta",
      paramLabel = "D",
      split = ",",
      defaultValue = "0.01",
      description =
          "Shares of samples that may violate a literal, several with commas between them"
              + " (default: ${DEFAULT-VALUE}).")
  private BigDecimal[] deltas;

  @Option(
      names = "--protocol",
      defaultValue = "all",
      description =
          "Samples of a class: ${COMPLETION-CANDIDATES} that are labelled so, or those of them that"
              + " the network classifies so (default: ${DEFAULT-VALUE}).")
  private Provenance.Protocol protocol;

  @Option(names = "--json", paramLabel = "FILE", description = "All counts as JSON.")
  private OutputFile json;

  @Option(
      names = "--threads",
      description = "Threads (default: one per core). No count depends on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException {
    refuse(data.mistake());
    require(data.isGiven(), "name samples to mine from: --dataset");
    require(heldOut != null || heldOutLabels == null, "--held-out-labels goes with --held-out");
    require(threads > 0, "--threads " + threads + " is not positive");
    for (BigDecimal delta : deltas) {
      require(
          delta.signum() >= 0 && delta.compareTo(new BigDecimal("0.5")) < 0,
          "--delta " + delta + " is not at least 0 and below 0.5");
    }
    require(
        Arrays.stream(deltas).map(NapMineCommand::name).distinct().count() == deltas.length,
        "--delta names one twice");
    begin(files());
    mine();
    return ExitCode.HOLDS.code();
  }

  private static String name(BigDecimal delta) {
    return "delta-" + MiningReport.plain(delta) + ".json";
  }

  @Override
  public FilePlan files() {
    BigDecimal[] known = deltas == null ? new BigDecimal[0] : deltas;
    String[] names = Arrays.stream(known).map(NapMineCommand::name).toArray(String[]::new);
    FilePlan plan =
        new FilePlan()
            .reads(file, heldOut, heldOutLabels)
            .fills("FOLDER", folder, names)
            .replaces("--json", json, EarlierAnswer.JSON);
    model.addTo(plan);
    data.addTo(plan);
    return plan;
  }

  private void mine() throws IOException {
    long start = System.nanoTime();
    NetworkFile networkFile = model.read(file);
    Network network = networkFile.realNetwork();
    if (PhaseLayers.of(network).count() == 0) {
      throw new ParseException(
          file.toString(), "has no neuron with two phases (ReLU, LeakyReLU, Sign, Clip from 0)");
    }
    ObservedPass pass = new ObservedPass(network, MatrixKernel.best().gemms(), threads);
    Samples samples = data.samples();
    Optional<Samples> others =
        Optional.ofNullable(heldOut).map(path -> data.samples(path, heldOutLabels));
    MiningRun run = new MiningRun(network, pass, protocol);
    Mining mining =
        run.mine(new MiningRun.Part(samples, data.first(), data.most()), others, List.of(deltas));
    String networkDigest = Digest.hex(networkFile.digest());
    String dataDigest = LabelledData.digest(samples);
    write(mining, network, networkDigest, dataDigest);
    MiningReport report = new MiningReport(mining, (System.nanoTime() - start) / 1e9);
    report.print(spec.commandLine().getOut());
    if (json != null) {
      report.write(
          json,
          to -> {
            to.writeStringField("network", file.toString());
            to.writeStringField("networkSha256", networkDigest);
            data.write(to, dataDigest);
            if (others.isPresent()) {
              to.writeStringField("heldOutData", heldOut.toString());
              to.writeStringField("heldOutSha256", LabelledData.digest(others.get()));
            }
          });
    }
  }

  private void write(Mining mining, Network network, String networkDigest, String dataDigest)
      throws IOException {
    for (Mining.Level level : mining.levels()) {
      Provenance provenance =
          new Provenance(
              networkDigest,
              dataDigest,
              data.first(),
              mining.samples(),
              protocol,
              level.delta(),
              "");
      PatternFile patterns =
          new PatternFile(provenance, PhaseLayers.of(network).widths(), level.patterns());
      OutputFile.in(folder, name(level.delta())).write(patterns::writeTo);
    }
  }
}
