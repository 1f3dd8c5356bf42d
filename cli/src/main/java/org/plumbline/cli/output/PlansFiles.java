package org.plumbline.cli.output;

/** A command that knows which files it reads and writes before it does any work. */
public interface PlansFiles {
  /** The files that the command line names, as far as it was understood. */
  FilePlan files();
}
