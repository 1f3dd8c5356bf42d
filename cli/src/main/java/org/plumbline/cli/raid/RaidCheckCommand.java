package org.plumbline.cli.raid;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.plumbline.cli.options.ModelOptions;
import org.plumbline.cli.options.TestImages;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.falsifier.blackbox.NetworkBlackBox;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.monitor.MonitorFile;
import org.plumbline.falsifier.monitor.RaidMonitor;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.FileContent;
import org.plumbline.question.NetworkFile;
import org.plumbline.specs.robustness.FileKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code plumbline raid check}: what a monitor says of images. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks a monitor about images.",
      "An alarm does not prove that an image is adversarial, and no alarm does not prove that "
          + "it is none."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no alarm, which proves nothing",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network, monitor or image",
      "4:an output could not be written",
      "10:an alarm"
    })
final class RaidCheckCommand extends PlumblineCommand implements Callable<Integer> {
  private static final long MOST_BYTES = 1L << 28;

  @Parameters(
      index = "0",
      paramLabel = "NETWORK",
      description = "The network that the monitor was trained on.")
  private Path file;

  @Parameters(index = "1", paramLabel = "MONITOR", description = "What raid train wrote.")
  private Path monitor;

  @Mixin private ModelOptions model;

  @Mixin private TestImages images;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of which detector looks at which image (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    refuse(images.mistake());
    return check().code();
  }

  private ExitCode check() throws IOException {
    NetworkFile networkFile = model.read(file);
    Network network = networkFile.realNetwork();
    RaidMonitor.Watch watch = watch(network, Digest.hex(networkFile.digest()));
    List<TestImages.Item> items = images.items();
    ImageDomain domain =
        images.domain(
            new NetworkBlackBox(network, JavaGemm::new, 1), Optional.of(network.input().shape()));
    if (!images.areTakenAsTheyAre(domain)) {
      throw new ParameterException(
          spec.commandLine(),
          "the monitor looks at images as they are (no --mean, and channels first)");
    }
    SplittableRandom random = new SplittableRandom(seed);
    boolean alarmed = false;
    for (TestImages.Item item : items) {
      RaidMonitor.Answer answer = watch.answer(images.read(item, domain), random.nextInt());
      alarmed |= answer.isAlarm();
      spec.commandLine()
          .getOut()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s: class %d, %s (detector %d: score %.4g, threshold %.4g)",
                  item.name(),
                  answer.label(),
                  answer.isAlarm() ? "ALARM" : "no alarm",
                  answer.detector(),
                  answer.score(),
                  answer.threshold()));
    }
    spec.commandLine().getOut().println(RaidCommand.CAUTION);
    return alarmed ? ExitCode.VIOLATED : ExitCode.HOLDS;
  }

  private RaidMonitor.Watch watch(Network network, String digest) throws IOException {
    MonitorFile read = readMonitor();
    if (!read.network().equals(digest)) {
      throw new ParseException(monitor.toString(), "was trained on another network than " + file);
    }
    try {
      return read.monitor().over(network, JavaGemm::new);
    } catch (IllegalArgumentException e) {
      throw new ParseException(monitor.toString(), e.getMessage());
    }
  }

  private MonitorFile readMonitor() throws IOException {
    FileContent content = FileContent.read(monitor, MOST_BYTES);
    try {
      return MonitorFile.read(content.name(), new ByteArrayInputStream(content.bytes()));
    } catch (ParseException e) {
      throw content.misplaced(e, FileKind.JSON, "a monitor, which raid train writes");
    }
  }
}
