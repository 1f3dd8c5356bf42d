package org.plumbline.cli.verify;

import java.util.List;
import org.plumbline.cli.options.OptionTypes;
import org.plumbline.suite.worker.PartServer;
import picocli.CommandLine;

/** A process that searches parts of one question for {@code plumbline verify --cubes}. */
public final class CubeWorker {
  private CubeWorker() {}

  /** Runs until standard input ends; what is asked comes from there. */
  public static void main(String[] arguments) {
    PartServer.serve(CubeWorker::parts);
  }

  /**
   * Reads the question of a command line.
   *
   * @param arguments the first is {@code verify}
   */
  static PartServer.Parts parts(List<String> arguments) {
    VerifyCommand verify = new VerifyCommand();
    CommandLine command = new CommandLine(verify);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    OptionTypes.register(command);
    command.parseArgs(arguments.stream().skip(1).toArray(String[]::new));
    return verify.parts();
  }
}
