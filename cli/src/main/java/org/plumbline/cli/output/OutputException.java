package org.plumbline.cli.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** An output that could not be written: the answer that it should hold is not there. */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutputException(Path named, IOException cause) {
    super(named + ": could not be written: " + words(cause), cause);
  }

  /** Of a cause that names what could not be written. */
  public OutputException(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** What went wrong, without the name of an exception or a second path. */
  static String words(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    } else if (cause instanceof NoSuchFileException) {
      return "there is no such folder";
    } else if (cause instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return cause.getMessage() == null ? "the system does not say why" : cause.getMessage();
  }
}
