package org.plumbline.cli.vnncomp;

import java.nio.file.Path;
import java.util.Optional;
import org.plumbline.cli.options.BlackBoxOptions;
import org.plumbline.soundness.run.CommandTemplate;
import org.plumbline.soundness.run.Entrant;
import org.plumbline.soundness.run.VnnCompScripts;
import picocli.CommandLine.Option;

/** The options that say which tool is run; without one it is Plumbline. */
final class EntrantChoice {
  @Option(
      names = "--scripts",
      paramLabel = "FOLDER",
      description =
          "A tool's scripts for VNN-COMP: run_instance.sh and, maybe, prepare_instance.sh.")
  private Path scripts;

  @Option(
      names = "--command",
      paramLabel = "'…'",
      description = {
        "A command with {onnx}, {vnnlib}, {timeout} and {result}, where it writes a result file;",
        "without {result} it prints one. Several networks are {onnx} as a list of Python."
      })
  private String command;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The tool's name in tables (default: of its folder or program).")
  private String name;

  /** What is wrong with the options, if anything is. */
  Optional<String> mistake() {
    return scripts != null && command != null
        ? Optional.of("name one tool: --scripts or --command")
        : Optional.empty();
  }

  /**
   * @throws IllegalArgumentException when the options name no tool that can be started
   */
  Entrant tool() {
    if (scripts != null) {
      return new VnnCompScripts(scripts);
    }
    return command != null ? new CommandTemplate(BlackBoxOptions.words(command)) : new OwnEntrant();
  }

  String name() {
    if (name != null) {
      return name;
    } else if (scripts != null) {
      return scripts.toAbsolutePath().normalize().getFileName().toString();
    }
    return command == null
        ? "plumbline"
        : Path.of(BlackBoxOptions.words(command).get(0)).getFileName().toString();
  }

  /** For the results: what was run. */
  String description() {
    if (scripts != null) {
      return "scripts in " + scripts.toAbsolutePath().normalize();
    }
    return command == null ? OwnEntrant.COMMAND : command;
  }
}
