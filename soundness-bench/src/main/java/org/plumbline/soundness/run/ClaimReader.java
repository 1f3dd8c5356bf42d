package org.plumbline.soundness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads answers of verifiers. A verdict is a whole first line, compared as a whole: {@code unsat}
 * is not taken for {@code sat} because it ends so. The result file of VNN-COMP has a list {@code
 * ((X_0 v) … (Y_0 v) …)} after {@code sat}; the command line of VNN-LIB 2.0 prints {@code NAME TYPE
 * [SHAPE]} and then a value a line, inputs before outputs.
 */
final class ClaimReader {
  private static final int SHOWN = 60;
  private static final Pattern PAIR =
      Pattern.compile("\\(\\s*([XY])_(\\d{1,9})\\s+([^\\s()]+)\\s*\\)");
  private static final Pattern VARIABLE = Pattern.compile("\\S+\\s+\\S+\\s+\\[([\\d,\\s]*)]");

  private ClaimReader() {}

  /** The result file of VNN-COMP; words of its earlier years are understood, too. */
  static Claim resultFile(String text, int inputs) {
    String word = firstLine(text);
    Claim.Word verdict =
        switch (word) {
          case "sat", "violated" -> Claim.Word.SAT;
          case "unsat", "holds" -> Claim.Word.UNSAT;
          case "unknown" -> Claim.Word.UNKNOWN;
          case "timeout" -> Claim.Word.TIMEOUT;
          default -> Claim.Word.NONE;
        };
    if (verdict == Claim.Word.SAT) {
      return sat(pairs(text.substring(text.indexOf(word) + word.length())), inputs);
    }
    return verdict == Claim.Word.NONE ? noVerdict(word) : Claim.of(verdict);
  }

  /** What the command line of VNN-LIB 2.0 prints. */
  static Claim assignment(String text, int inputs) {
    String word = firstLine(text);
    return switch (word) {
      case "sat" -> sat(firstVariable(text.lines().skip(1).toList()), inputs);
      case "unsat" -> Claim.of(Claim.Word.UNSAT);
      case "unknown" -> Claim.of(Claim.Word.UNKNOWN);
      case "timed-out" -> Claim.of(Claim.Word.TIMEOUT);
      default -> noVerdict(word);
    };
  }

  private static Claim noVerdict(String line) {
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    return Claim.none(line.isEmpty() ? "no verdict" : "no verdict but '" + shown + "'");
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }

  private static Claim sat(List<String> witness, int inputs) {
    if (witness.size() == inputs) {
      return new Claim(Claim.Word.SAT, witness, "");
    }
    String remark = witness.isEmpty() ? "without a counterexample" : witness.size() + " inputs";
    return new Claim(Claim.Word.SAT, List.of(), remark + " where there are " + inputs);
  }

  /** Values of X_0, X_1, … in their order; none from the first one that is out of order. */
  private static List<String> pairs(String text) {
    List<String> values = new ArrayList<>();
    Matcher pair = PAIR.matcher(text);
    while (pair.find()) {
      if (pair.group(1).equals("X")) {
        if (!pair.group(2).equals(Integer.toString(values.size()))) {
          return List.of();
        }
        values.add(pair.group(3));
      }
    }
    return values;
  }

  private static List<String> firstVariable(List<String> lines) {
    if (lines.isEmpty() || !VARIABLE.matcher(lines.get(0).strip()).matches()) {
      return List.of();
    }
    return lines.stream()
        .skip(1)
        .map(String::strip)
        .takeWhile(line -> !VARIABLE.matcher(line).matches())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
