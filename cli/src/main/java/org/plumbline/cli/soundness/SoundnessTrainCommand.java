package org.plumbline.cli.soundness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputException;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.Instance;
import org.plumbline.soundness.training.Architecture;
import org.plumbline.soundness.training.Planting;
import org.plumbline.soundness.training.StoredModel;
import org.plumbline.soundness.training.Survey;
import org.plumbline.soundness.training.TrainedFolder;
import org.plumbline.soundness.training.TrainedRecord;
import org.plumbline.soundness.training.TrainingOptions;
import org.plumbline.soundness.training.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code plumbline soundness train}: networks with counterexamples that attacks do not find. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains networks that seem right on boxes but are wrong at a planted point of each.",
      "It goes on until gradient attacks with 1,000 restarts find nothing. FOLDER/models keeps "
          + "what is trained, and where an interrupted training goes on. FOLDER becomes a "
          + "benchmark of all that is in there."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the benchmark is written",
      "1:internal error",
      "2:the command line was not understood",
      "3:the folder holds a training that cannot be read or has other options",
      "4:an output could not be written"
    })
final class SoundnessTrainCommand extends PlumblineCommand
    implements Callable<Integer>, PlansFiles {
  @Parameters(paramLabel = "FOLDER", description = "New, or of an earlier training to go on with.")
  private Path folder;

  @Option(
      names = "--architecture",
      split = ",",
      paramLabel = "NAME",
      converter = Architectures.class,
      completionCandidates = Architectures.class,
      description = "${COMPLETION-CANDIDATES} (default: all of them).")
  private List<Architecture> architectures = List.of(Architecture.values());

  @Option(
      names = "--planting",
      defaultValue = "boundary",
      description = "${COMPLETION-CANDIDATES}: near some faces of the box, or at a corner.")
  private Planting planting;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed gives the same networks (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "At most (default: 1600, and 4800 for tanh, sigmoid and attention). Training ends when all"
              + " points are hidden.")
  private Integer epochs;

  @Option(
      names = "--threads",
      description =
          "Threads of the attacks (default: one per core). The networks do not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "100",
      description = "Time limit of every instance (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Override
  public FilePlan files() {
    return new FilePlan().fills("FOLDER", folder);
  }

  @Override
  public Integer call() {
    require(epochs == null || epochs > 0, "--epochs " + epochs + " is not positive");
    require(threads > 0, "--threads " + threads + " is not positive");
    require(timeoutSeconds > 0, "--timeout " + timeoutSeconds + " is not positive");
    refuse(files().mistake());
    TrainedFolder models = new TrainedFolder(folder.resolve("models"));
    try {
      Files.createDirectories(models.path());
      for (Architecture architecture : architectures) {
        TrainingOptions options = TrainingOptions.standard(architecture, seed, planting);
        train(models, architecture, epochs == null ? options : options.withEpochs(epochs));
      }
      write(models.models());
      return ExitCode.HOLDS.code();
    } catch (ParseException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.UNREADABLE_INPUT.code();
    } catch (IOException e) {
      throw new OutputException(folder, e);
    }
  }

  private void train(TrainedFolder models, Architecture architecture, TrainingOptions options)
      throws IOException {
    String name = TrainedRecord.name(architecture, options);
    if (models.has(name)) {
      return;
    }
    try (TrainingLine line = new TrainingLine(name, options.epochs(), spec.commandLine())) {
      models.add(
          new TrainingRun(architecture, options, models.checkpoint(name), Survey.MANY, threads)
              .run(line));
    }
  }

  private void write(List<StoredModel> models) throws IOException {
    List<Instance> instances = new ArrayList<>();
    for (StoredModel model : models) {
      TrainedRecord training = model.training();
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%s: %d of %d points hidden after %d epochs%n",
              training.name(),
              training.hidden(),
              training.boxes().size(),
              training.epochs());
      instances.addAll(model.instances());
    }
    String origin =
        "plumbline soundness train; models: "
            + models.stream().map(m -> m.training().name()).collect(Collectors.joining(" "));
    new BenchmarkFolder(folder).write(instances, origin, timeoutSeconds);
    spec.commandLine().getOut().println(instances.size() + " instances in " + folder);
  }

  /** Architectures by the names that they have in files. */
  private static final class Architectures
      implements ITypeConverter<Architecture>, Iterable<String> {
    @Override
    public Architecture convert(String text) {
      return Arrays.stream(Architecture.values())
          .filter(architecture -> architecture.text().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "there is no architecture " + text + "; there are " + names()));
    }

    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }

    private static List<String> names() {
      return Arrays.stream(Architecture.values()).map(Architecture::text).toList();
    }
  }
}
