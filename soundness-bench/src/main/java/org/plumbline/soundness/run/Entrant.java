package org.plumbline.soundness.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a tool is asked about an instance, and where its answer stands. */
public interface Entrant {
  /**
   * An instance in a folder of its own.
   *
   * @param name of the instance
   * @param category that it belongs to
   * @param folder where the verifier runs, empty but for its files where they are copied
   * @param property as VNN-LIB 1.0 or 2.0, whichever the adapter takes
   * @param inputs of the network
   */
  record Job(
      String name,
      String category,
      Path folder,
      NetworkCell networks,
      Path property,
      int timeoutSeconds,
      int inputs) {
    /** Where a tool that writes a result file writes it. */
    public Path result() {
      return folder.resolve("result.txt");
    }

    /** What it prints. */
    public Path output() {
      return folder.resolve("output.txt");
    }
  }

  /** What is run before the clock starts, if anything. */
  Optional<List<String>> preparation(Job job);

  List<String> command(Job job);

  /** The file in which its answer stands once it has run. */
  Path answer(Job job);
}
