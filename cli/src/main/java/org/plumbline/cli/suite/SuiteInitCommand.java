package org.plumbline.cli.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.OutputException;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.question.NetworkFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline suite init}: writes a first suite, to be changed by hand. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a first suite for a network and a folder of images.",
      "It never replaces a file."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the suite was written",
      "1:internal error",
      "2:the command line was not understood, or there is such a file",
      "3:unreadable or unsupported network",
      "4:the suite could not be written"
    })
final class SuiteInitCommand extends PlumblineCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      defaultValue = "plumbline.yaml",
      description = "Where the suite is written (default: ${DEFAULT-VALUE}).")
  private Path file;

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      required = true,
      description = "ONNX file, plain or gzipped, or .nnet file.")
  private Path network;

  @Option(
      names = "--images",
      paramLabel = "FOLDER",
      required = true,
      description =
          "Images or texts of numbers; in subfolders that are named after classes, or without.")
  private Path images;

  @Override
  public Integer call() {
    require(!Files.exists(file), file + " is there already; name another file");
    require(Files.isDirectory(images), images + " is no folder");
    Path folder = file.toAbsolutePath().normalize().getParent();
    require(Files.isDirectory(folder), "there is no folder to write " + file + "; make " + folder);
    NetworkFile.read(network);
    try {
      Files.writeString(file, text(folder), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new OutputException(file, e);
    }
    spec.commandLine().getOut().println(file + " is written. Next: plumbline suite run " + file);
    return ExitCode.HOLDS.code();
  }

  private String text(Path folder) {
    return """
    # A suite for Plumbline: what is asked of a network, and what is required of the answers.
    # All keys: docs/reference/suite.md. Run it: plumbline suite run %1$s
    network: %2$s

    questions:
      # The class of each image stays the same when each value moves by at most epsilon.
      - id: REQ-1 robust to small noise
        robustness:
          input: %3$s
          # images: 0..9      # only the first ten
          epsilon: 0.01       # or 2/255, before normalisation
          range: [0, 1]       # values never leave this range
          # mean: [0.1307]    # subtracted before the network sees a value
          # std: [0.3081]     # and what the result is divided by
        require: {certified: ">= 90 %%", violated: "<= 5 %%"}

    # Time for each question, and for the whole run.
    budget: {question: 30 s, total: 20 min}

    # Failures that are known; plumbline suite run --update-baseline writes the file.
    # baseline: plumbline.baseline.json
    """
        .formatted(file, quoted(folder, network), quoted(folder, images));
  }

  /** Relative where both have a common root; quoted as YAML wants it, parameters' signs doubled. */
  private static String quoted(Path folder, Path named) {
    Path absolute = named.toAbsolutePath().normalize();
    Path relative =
        absolute.getRoot().equals(folder.getRoot()) ? folder.relativize(absolute) : absolute;
    String text = relative.toString().replace('\\', '/').replace("$", "$$");
    return text.matches("[A-Za-z0-9_./-]+") && !text.startsWith("-")
        ? text
        : "'" + text.replace("'", "''") + "'";
  }
}
