package org.plumbline.cli.soundness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputException;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.analytic.AnalyticSuite;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.Instance;
import org.plumbline.soundness.training.ShippedModels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline soundness generate}: a folder of questions whose answers are known. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes questions whose answers are known by construction.",
      "These are networks, properties in VNN-LIB 1.0 and 2.0, lists of them as in VNN-COMP, "
          + "and apart from them the answers."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the benchmark is written",
      "1:internal error",
      "2:the command line was not understood",
      "3:a folder that is to be included is no benchmark",
      "4:an output could not be written"
    })
final class SoundnessGenerateCommand extends PlumblineCommand
    implements Callable<Integer>, PlansFiles {
  @Parameters(paramLabel = "FOLDER", description = "A folder that does not exist yet.")
  private Path folder;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed gives the same files, bit by bit (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--families",
      split = ",",
      paramLabel = "NAME",
      description = "Only these families (default: all of them).")
  private List<String> families = AnalyticSuite.families();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "Time limit of every instance (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Option(
      names = "--trained",
      description = {
        "Adds the instances that were trained and come with Plumbline: each has a counterexample",
        "that gradient attacks with 1,000 restarts did not find."
      })
  private boolean trained;

  @Option(
      names = "--include",
      paramLabel = "FOLDER",
      description = "Adds the instances of another benchmark.")
  private List<Path> included = List.of();

  @Override
  public FilePlan files() {
    return new FilePlan().reads(included.toArray(Path[]::new)).fills("FOLDER", folder);
  }

  @Override
  public Integer call() {
    require(timeoutSeconds > 0, "--timeout " + timeoutSeconds + " is not positive");
    for (String family : families) {
      require(
          AnalyticSuite.families().contains(family),
          "there is no family " + family + "; there are " + AnalyticSuite.families());
    }
    Path target = folder.toAbsolutePath().normalize();
    require(!Files.exists(target), folder + " exists; name a new folder");
    require(Files.isDirectory(target.getParent()), "there is no folder to write " + folder);
    refuse(files().mistake());
    Path beside = target.resolveSibling("." + target.getFileName() + ProcessHandle.current().pid());
    try {
      BenchmarkFolder benchmark = write(Files.createDirectory(beside));
      int size = benchmark.instances().size();
      Files.move(beside, target);
      spec.commandLine().getOut().println(size + " instances in " + folder);
      return ExitCode.HOLDS.code();
    } catch (ParseException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.UNREADABLE_INPUT.code();
    } catch (IOException e) {
      throw new OutputException(folder, e);
    } finally {
      delete(beside);
    }
  }

  private BenchmarkFolder write(Path empty) throws IOException {
    List<Instance> instances = new ArrayList<>();
    for (Instance instance : AnalyticSuite.generate(seed)) {
      if (families.contains(instance.family())) {
        instances.add(instance);
      }
    }
    if (trained) {
      instances.addAll(ShippedModels.instances());
    }
    String origin = "plumbline soundness generate --seed " + seed + (trained ? " --trained" : "");
    BenchmarkFolder benchmark = new BenchmarkFolder(empty);
    benchmark.write(instances, origin, timeoutSeconds);
    for (Path other : included) {
      benchmark.include(new BenchmarkFolder(other));
    }
    return benchmark;
  }

  private static void delete(Path folder) {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new OutputException(folder, e);
      }
    }
  }
}
