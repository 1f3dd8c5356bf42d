package org.plumbline.cli.soundness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.plumbline.cli.options.BlackBoxOptions;
import org.plumbline.cli.options.OwnProgram;
import org.plumbline.soundness.instance.Semantics;
import org.plumbline.soundness.run.Adapter;
import org.plumbline.soundness.run.CommandTemplate;
import org.plumbline.soundness.run.VnnCompScripts;
import org.plumbline.soundness.run.VnnLib2Command;
import picocli.CommandLine.Option;

/** The options that say which verifier is put to the test; without one it is Plumbline. */
final class VerifierChoice {
  @Option(
      names = "--scripts",
      paramLabel = "FOLDER",
      description = "The verifier's scripts for VNN-COMP: run_instance.sh and, maybe, others.")
  private Path scripts;

  @Option(
      names = "--command",
      paramLabel = "'…'",
      description = {
        "A command with {onnx}, {vnnlib}, {timeout} and {result}, where it writes a result file of",
        "VNN-COMP; without {result} it prints one."
      })
  private String command;

  @Option(
      names = "--vnnlib2",
      paramLabel = "PROGRAM",
      description = "A program with the command line of the VNN-LIB standard 2.0.")
  private String vnnLib2;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The verifier's name in reports (default: of its folder or program).")
  private String name;

  @Option(
      names = "--semantics",
      defaultValue = "real",
      description =
          "The numbers that it claims to speak of: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}). Plumbline is asked about these.")
  private Semantics semantics;

  /** What is wrong with the options, if anything is. */
  Optional<String> mistake() {
    int given = (scripts == null ? 0 : 1) + (command == null ? 0 : 1) + (vnnLib2 == null ? 0 : 1);
    return given > 1
        ? Optional.of("name one verifier: --scripts, --command or --vnnlib2")
        : Optional.empty();
  }

  Semantics semantics() {
    return semantics;
  }

  /**
   * @throws IllegalArgumentException when the options name no verifier that can be started
   */
  Adapter adapter() {
    if (scripts != null) {
      return new VnnCompScripts(scripts);
    } else if (command != null) {
      return new CommandTemplate(BlackBoxOptions.words(command));
    } else if (vnnLib2 != null) {
      return new VnnLib2Command(BlackBoxOptions.words(vnnLib2));
    }
    return plumbline();
  }

  String name() {
    if (name != null) {
      return name;
    } else if (scripts != null) {
      return scripts.toAbsolutePath().normalize().getFileName().toString();
    } else if (command == null && vnnLib2 == null) {
      return semantics == Semantics.REAL ? "plumbline" : "plumbline-float32";
    }
    String program = BlackBoxOptions.words(command != null ? command : vnnLib2).get(0);
    return Path.of(program).getFileName().toString();
  }

  /** For the results: what was run, without the paths of this machine. */
  String description() {
    if (scripts != null) {
      return "scripts of " + name();
    } else if (command != null || vnnLib2 != null) {
      return command != null ? command : vnnLib2;
    }
    return "plumbline verify --semantics " + word();
  }

  private String word() {
    return semantics.name().toLowerCase(Locale.ROOT);
  }

  /** This Plumbline, in a Java like this one. */
  private Adapter plumbline() {
    List<String> words = new ArrayList<>(OwnProgram.words());
    words.addAll(List.of("verify", "{onnx}", "{vnnlib}", "--timeout", "{timeout}"));
    words.addAll(List.of("--result-file", "{result}", "--semantics", word()));
    return new CommandTemplate(words);
  }
}
