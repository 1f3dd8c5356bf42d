package org.plumbline.cli.options;

import java.util.List;
import java.util.Optional;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.soundness.deployment.audit.AuditPoints;
import picocli.CommandLine.Option;

/** How a network is run in ONNX Runtime. */
public final class AuditOptions {
  private static final int MOST_POINTS = 1_000_000;

  @Option(
      names = "--audit",
      required = true,
      description = {
        "Runs the network in ONNX Runtime, with all its optimisations or some, subnormal numbers",
        "kept or flushed, and says whether what comes out is where certificates say. Loads native",
        "code, which reads the file: for files that you trust."
      })
  private boolean isAsked;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "48",
      description = "Inputs that it is run at (default: ${DEFAULT-VALUE}).")
  private int points;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the inputs (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--input-range",
      paramLabel = "LOW,HIGH",
      split = ",",
      description = {
        "Inputs come from this range, and its ends. Without it: from -1 to 1, from 0 to 1,",
        "1e30 and -1e30, subnormal numbers, and mixtures."
      })
  private double[] range;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "1e-4",
      description = {
        "Where the network is not known in binary32: how far outputs may be from real numbers, as",
        "a share of the largest number on the way, at least of 1 (default: ${DEFAULT-VALUE})."
      })
  private double tolerance;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the result as JSON.")
  private OutputFile json;

  /** What is wrong with them, if anything is. */
  public Optional<String> mistake() {
    if (points < 1 || points > MOST_POINTS) {
      return Optional.of("--points wants a number from 1 to " + MOST_POINTS);
    } else if (!(tolerance > 0)) {
      return Optional.of("--tolerance " + tolerance + " is not positive");
    } else if (InputRange.mistake(range).isPresent()) {
      return InputRange.mistake(range);
    } else if (range != null && Math.max(-range[0], range[1]) > Float.MAX_VALUE) {
      return Optional.of("--input-range holds numbers beyond those of float32");
    }
    return Optional.empty();
  }

  public List<double[]> inputs(int size) {
    AuditPoints some = new AuditPoints(size, seed);
    return range == null ? some.ofAllSizes(points) : some.within(range[0], range[1], points);
  }

  public int points() {
    return points;
  }

  public long seed() {
    return seed;
  }

  public double tolerance() {
    return tolerance;
  }

  /** Null where none is asked for. */
  public OutputFile json() {
    return json;
  }
}
