package org.plumbline.cli;

import org.plumbline.api.UnreadableInputException;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.OutputException;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.verifier.certified.ReadingsDifferException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs a command, and notices what could not be written: no answer that nobody can read is one. */
final class WatchedExecution implements IExecutionStrategy, IExecutionExceptionHandler {
  @Override
  public int execute(ParseResult parsed) {
    int code = new RunLast().execute(parsed);
    CommandLine command = parsed.commandSpec().commandLine();
    boolean isLost = command.getOut().checkError() | System.out.checkError();
    return isLost ? lost(command, code) : code;
  }

  /** What was refused has been said on standard error. */
  private static int lost(CommandLine command, int code) {
    command
        .getErr()
        .println("plumbline: standard output could not be written; is it full, or closed?");
    boolean isRefused =
        code == ExitCode.INTERNAL_ERROR.code()
            || code == ExitCode.USAGE.code()
            || code == ExitCode.UNREADABLE_INPUT.code();
    return isRefused ? code : ExitCode.LOST_OUTPUT.code();
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (failure instanceof ParseException
        || failure instanceof UnsupportedOperatorException
        || failure instanceof UnreadableInputException) {
      command.getErr().println("plumbline: " + failure.getMessage());
      return ExitCode.UNREADABLE_INPUT.code();
    }
    if (failure instanceof OutputException) {
      command.getErr().println("plumbline: " + failure.getMessage());
      return ExitCode.LOST_OUTPUT.code();
    }
    if (failure instanceof ReadingsDifferException) {
      command.getErr().println("plumbline: " + failure.getMessage());
      return ExitCode.INTERNAL_ERROR.code();
    }
    throw failure;
  }
}
