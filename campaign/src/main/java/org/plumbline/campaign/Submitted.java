package org.plumbline.campaign;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.cli.Plumbline;

/** What {@code spark-submit} runs: {@code plumbline suite run} on the cluster that it chose. */
public final class Submitted {
  private static final String MASTER = "spark.master";

  private Submitted() {}

  /**
   * Ends with the exit code of the command.
   *
   * @param arguments of {@code plumbline suite run}, but for {@code --master}
   */
  public static void main(String[] arguments) {
    List<String> line = new ArrayList<>(List.of("suite", "run"));
    line.addAll(List.of(arguments));
    String master = System.getProperty(MASTER);
    if (master == null) {
      System.err.println(
          "plumbline: this is what spark-submit runs; without it say plumbline suite run --master");
      System.exit(2);
    }
    line.addAll(List.of("--master", master));
    Plumbline.main(line.toArray(String[]::new));
  }
}
