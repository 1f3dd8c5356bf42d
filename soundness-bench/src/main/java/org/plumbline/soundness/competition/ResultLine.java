package org.plumbline.soundness.competition;

import java.util.List;
import java.util.Locale;

/**
 * A line of results as VNN-COMP keeps them: {@code
 * category,onnx,vnnlib,prepare_time,result,run_time}.
 *
 * @param networks as the tool was given them
 * @param word the answer as it is written
 * @param seconds of wall-clock time, start-up included
 */
public record ResultLine(
    String category,
    String networks,
    String property,
    double prepareSeconds,
    String word,
    double seconds) {
  private static final int COLUMNS = 6;

  /** What a word of one year or another means. */
  public enum Answer {
    SAT,
    UNSAT,
    /** Unknown, out of time, or a failure. */
    OPEN
  }

  /**
   * @throws IllegalArgumentException when columns are missing, or a time is none
   */
  static ResultLine of(List<String> cells) {
    if (cells.size() < COLUMNS) {
      throw new IllegalArgumentException(
          "category,onnx,vnnlib,prepare_time,result,run_time is expected");
    }
    return new ResultLine(
        cells.get(0),
        cells.get(1),
        cells.get(2),
        time(cells.get(3)),
        cells.get(4),
        time(cells.get(5)));
  }

  private static double time(String cell) {
    try {
      double seconds = Double.parseDouble(cell);
      if (seconds >= 0) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw new IllegalArgumentException("seconds are expected, not '" + cell + "'");
  }

  List<String> cells() {
    return List.of(
        category,
        networks,
        property,
        String.format(Locale.ROOT, "%.3f", prepareSeconds),
        word,
        String.format(Locale.ROOT, "%.3f", seconds));
  }

  public Answer answer() {
    return answer(word);
  }

  static Answer answer(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "sat", "violated" -> Answer.SAT;
      case "unsat", "holds" -> Answer.UNSAT;
      default -> Answer.OPEN;
    };
  }

  boolean isOf(CompetitionInstance instance) {
    return category.equals(instance.category().name())
        && FilePath.leadsTo(instance.networks(), networks)
        && FilePath.leadsTo(instance.property(), property);
  }
}
