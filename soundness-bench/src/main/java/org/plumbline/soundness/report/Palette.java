package org.plumbline.soundness.report;

import java.util.List;
import org.plumbline.soundness.score.Judgement;

/** Colours that stay apart for eyes that see red and green alike (Okabe and Ito 2008). */
final class Palette {
  private static final List<String> LINES =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

  private Palette() {}

  static String of(Judgement judgement) {
    return switch (judgement) {
      case RIGHT -> "#009e73";
      case WRONG_UNSAT -> "#a50026";
      case WRONG_SAT -> "#d55e00";
      case ROUNDING -> "#e69f00";
      case TOLERANCE -> "#f0e442";
      case UNCONFIRMED -> "#cc79a7";
      case MISSED -> "#56b4e9";
      case UNSUPPORTED -> "#999999";
      case UNJUDGED -> "#dddddd";
    };
  }

  static String line(int number) {
    return LINES.get(number % LINES.size());
  }
}
