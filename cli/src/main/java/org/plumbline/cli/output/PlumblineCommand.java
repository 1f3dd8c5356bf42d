package org.plumbline.cli.output;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What all commands share: what is wrong with the command line is said before any work, and files
 * that are to be written are looked at and emptied once nothing is. What reading refuses goes to
 * whoever runs the command, which says it and tells the exit code.
 */
public abstract class PlumblineCommand {
  @Spec protected CommandSpec spec;

  /**
   * @throws ParameterException with the message unless the condition holds
   */
  protected final void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  /**
   * @throws ParameterException if there is a mistake
   */
  protected final void refuse(Optional<String> mistake) {
    if (mistake.isPresent()) {
      throw new ParameterException(spec.commandLine(), mistake.get());
    }
  }

  /**
   * Writes a text where it is wanted.
   *
   * @param file or null for standard output
   * @throws OutputException if it cannot be written
   */
  protected final void write(OutputFile file, String text) {
    if (file != null) {
      file.write(text);
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  /**
   * Forgets what an earlier run wrote.
   *
   * @throws ParameterException if a file cannot be written; nothing has been changed then
   */
  protected final void begin(FilePlan files) {
    refuse(files.mistake());
    files.forget();
  }
}
