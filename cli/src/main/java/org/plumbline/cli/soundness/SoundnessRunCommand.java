package org.plumbline.cli.soundness;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputException;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.ListedInstance;
import org.plumbline.soundness.run.Adapter;
import org.plumbline.soundness.run.BenchmarkRun;
import org.plumbline.soundness.run.ResultsFile;
import org.plumbline.soundness.run.RunHeader;
import org.plumbline.soundness.run.RunResult;
import org.plumbline.soundness.run.VnnCompScripts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code plumbline soundness run}: puts a benchmark to a verifier. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Puts a benchmark to a verifier, one instance after the other, and writes down what it "
          + "says.",
      "A run that was stopped goes on where it was. Judging is left to plumbline soundness "
          + "score."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every instance has a result, whatever it is",
      "1:internal error",
      "2:the command line was not understood",
      "3:the benchmark or the results are unreadable, or the verifier cannot be installed",
      "4:an output could not be written"
    })
final class SoundnessRunCommand extends PlumblineCommand implements Callable<Integer>, PlansFiles {
  @Parameters(index = "0", paramLabel = "FOLDER", description = "The benchmark.")
  private Path folder;

  @Parameters(index = "1", paramLabel = "RESULTS", description = "The file of results to write.")
  private OutputFile results;

  @Mixin private VerifierChoice verifier;

  @Option(names = "--install", description = "Runs the scripts' install_tool.sh first.")
  private boolean installs;

  @Option(
      names = "--families",
      split = ",",
      paramLabel = "NAME",
      description = "Only instances whose names begin so (default: all of them).")
  private List<String> families = List.of();

  @Option(
      names = "--per-family",
      paramLabel = "N",
      description = "Only the first N instances of each family.")
  private int perFamily = Integer.MAX_VALUE;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Time limit for each instance (default: the benchmark's).")
  private int timeoutSeconds;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Time after that until it is killed (default: ${DEFAULT-VALUE}).")
  private int graceSeconds;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      defaultValue = "8192",
      description = "Resident memory of all its processes (default: ${DEFAULT-VALUE}).")
  private long megabytes;

  @Override
  public FilePlan files() {
    FilePlan plan = new FilePlan().continues("RESULTS", results);
    for (String read : List.of("instances.csv", "onnx", "vnnlib", "vnnlib-2.0")) {
      plan.reads(folder == null ? null : folder.resolve(read));
    }
    return plan;
  }

  @Override
  public Integer call() throws IOException {
    refuse(verifier.mistake());
    require(timeoutSeconds >= 0, "--timeout " + timeoutSeconds + " is negative");
    require(graceSeconds >= 0, "--grace " + graceSeconds + " is negative");
    require(perFamily > 0, "--per-family " + perFamily + " is not positive");
    require(megabytes > 0, "--memory " + megabytes + " is not positive");
    refuse(files().mistake());
    require(!results.isStream(), results + " is no file that a run could go on with");
    try {
      return run(adapter());
    } catch (ParseException | UnsupportedOperatorException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.UNREADABLE_INPUT.code();
    } catch (FileSystemException e) {
      if (results.named().toString().equals(e.getFile())) {
        throw new OutputException(results.named(), e);
      }
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERNAL_ERROR.code();
    }
  }

  private Adapter adapter() {
    try {
      return verifier.adapter();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private int run(Adapter adapter) throws IOException, InterruptedException {
    BenchmarkFolder benchmark = new BenchmarkFolder(folder);
    List<ListedInstance> chosen = chosen(benchmark.instances());
    require(!chosen.isEmpty(), "no instance of " + folder + " is in " + families);
    ResultsFile file = ResultsFile.of(results.named(), header());
    if (installs) {
      install(adapter);
    }
    new BenchmarkRun(benchmark, adapter, graceSeconds, megabytes).run(chosen, file, this::print);
    return ExitCode.HOLDS.code();
  }

  private RunHeader header() {
    String time = timeoutSeconds == 0 ? "the benchmark's time" : timeoutSeconds + " s";
    String limits = time + " + " + graceSeconds + " s, " + megabytes + " MB";
    try {
      return new RunHeader(verifier.name(), verifier.description(), verifier.semantics(), limits);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + "; see --name", e);
    }
  }

  private List<ListedInstance> chosen(List<ListedInstance> all) {
    Map<String, Integer> taken = new LinkedHashMap<>();
    return all.stream()
        .filter(one -> families.isEmpty() || families.stream().anyMatch(one.name()::startsWith))
        .filter(one -> taken.merge(one.group(), 1, Integer::sum) <= perFamily)
        .map(one -> timeoutSeconds == 0 ? one : one.withTimeout(timeoutSeconds))
        .toList();
  }

  private void install(Adapter adapter) throws IOException, InterruptedException {
    if (!(adapter instanceof VnnCompScripts scripts) || scripts.installation().isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--install wants an install_tool.sh");
    }
    int code =
        new ProcessBuilder(scripts.installation().get())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    if (code != 0) {
      throw new ParseException(
          scripts.folder().resolve("install_tool.sh").toString(), "ended with exit code " + code);
    }
  }

  private void print(RunResult result) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%-20s %-8s %7.2f s %6d MB  %s%n",
            result.instance(),
            result.claim().word().name().toLowerCase(Locale.ROOT),
            result.ending().seconds(),
            result.ending().megabytes(),
            result
                .replay()
                .map(replay -> String.format(Locale.ROOT, "margin %.6g", replay.margin()))
                .orElse(result.claim().remark()));
  }
}
