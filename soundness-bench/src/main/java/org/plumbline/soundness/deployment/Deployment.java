package org.plumbline.soundness.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a runtime is told to run a model.
 *
 * @param level which of its optimisations it makes
 * @param subnormals what becomes of numbers below the smallest normal one
 */
public record Deployment(Level level, Subnormals subnormals) {

  /** The levels of ONNX Runtime's {@code GraphOptimizationLevel}, each with those before it. */
  public enum Level {
    DISABLED,
    BASIC,
    EXTENDED,
    LAYOUT,
    ALL
  }

  /** ONNX Runtime's {@code session.set_denormal_as_zero}. */
  public enum Subnormals {
    KEPT,
    FLUSHED
  }

  /** Node by node, as the file says. */
  public static final Deployment PLAIN = new Deployment(Level.DISABLED, Subnormals.KEPT);

  /** All levels, each with subnormal numbers kept and flushed. */
  public static List<Deployment> all() {
    List<Deployment> all = new ArrayList<>();
    for (Level level : Level.values()) {
      for (Subnormals subnormals : Subnormals.values()) {
        all.add(new Deployment(level, subnormals));
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return "optimisations "
        + level.name().toLowerCase(Locale.ROOT)
        + ", subnormals "
        + subnormals.name().toLowerCase(Locale.ROOT);
  }
}
