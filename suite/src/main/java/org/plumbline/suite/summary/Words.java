package org.plumbline.suite.summary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.plumbline.api.AskedClass;
import org.plumbline.api.Counterexample;
import org.plumbline.suite.AskedImage;
import org.plumbline.suite.Measured;
import org.plumbline.suite.Origin;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.Verdict;

/** What reports say of an answer, in English. */
public final class Words {
  private Words() {}

  /** Such as {@code holds, certified}. */
  public static String verdict(SuiteAnswer answer) {
    return switch (answer.verdict()) {
      case HOLDS ->
          switch (answer.assurance().orElseThrow()) {
            case CERTIFIED -> "holds, certified";
            case ROUNDED -> "holds, without a certificate";
            case NUMERIC -> "holds in floating point only";
          };
      case VIOLATED -> "violated";
      case UNDECIDED -> answer.origin() == Origin.NOT_ASKED ? "not asked" : "undecided";
      case ERROR -> "broke down";
    };
  }

  /** What was found, and what that means, in one line. */
  public static String message(SuiteAnswer answer, Mark mark) {
    StringBuilder text = new StringBuilder(capital(verdict(answer)));
    if (!answer.reason().isBlank()) {
      text.append(": ").append(answer.reason().strip().replaceAll("\\s+", " "));
    }
    if (text.charAt(text.length() - 1) != '.') {
      text.append('.');
    }
    answer.measured().ifPresent(m -> text.append(' ').append(measured(m)).append('.'));
    answer
        .asked()
        .filter(a -> !a.isOwn() && answer.verdict() != Verdict.VIOLATED)
        .ifPresent(a -> text.append(' ').append(other(a)));
    if (mark == Mark.ALLOWED) {
      text.append(" The requirement allows for it.");
    } else if (mark == Mark.KNOWN) {
      text.append(" The baseline knows it.");
    }
    return text.toString();
  }

  /** The number with its bounds. */
  public static String measured(Measured measured) {
    return capital(measured.what())
        + ": at least "
        + measured.lower()
        + measured.upper().map(u -> ", at most " + u).orElse("");
  }

  private static String other(AskedClass asked) {
    return "The network itself gives class " + classes(asked) + ", asked is " + asked.label() + ".";
  }

  private static String classes(AskedClass asked) {
    return asked.own().isEmpty()
        ? "none"
        : String.join(" and ", asked.own().stream().map(String::valueOf).toList());
  }

  /** Whether a requirement is met, for people. */
  public static String standing(Section section) {
    return section.isExcused() ? "known" : standing(section.outcome().standing());
  }

  public static String standing(Outcome.Standing standing) {
    return switch (standing) {
      case MET -> "met";
      case NOT_MET -> "not met";
      case CANNOT_BE_SAID -> "cannot be said";
    };
  }

  /** Which numbers show a violation. */
  public static String standing(Counterexample.Standing standing) {
    return switch (standing) {
      case REAL_AND_FLOAT32 -> "in real numbers and in binary32";
      case REAL_ONLY -> "in real numbers; rounding in binary32 hides it";
      case FLOAT32_ONLY -> "in binary32; real numbers do not show it";
    };
  }

  /** Whence an answer comes. */
  public static String origin(Origin origin) {
    return switch (origin) {
      case SEARCHED -> "searched for in this run";
      case RECHECKED -> "found in an earlier run, checked again in this one";
      case EARLIER_COUNTEREXAMPLE -> "an earlier counterexample, replayed in this run";
      case EARLIER_PROOF -> "the proof about an earlier network, accepted for this one in this run";
      case REMEMBERED -> "stayed undecided in an earlier run with at least as much time";
      case NOT_ASKED -> "not asked in this run";
    };
  }

  /** What to do in order to look at an answer, one step a line. */
  public static List<String> steps(SuiteAnswer answer) {
    List<String> steps = new ArrayList<>();
    answer.question().command().ifPresent(c -> steps.add("Ask it alone: " + c));
    answer
        .evidence()
        .counterexample()
        .ifPresent(f -> steps.add("Look at the counterexample: " + f.path()));
    answer
        .evidence()
        .certificate()
        .ifPresent(f -> steps.add("Check the certificate again: " + f.path()));
    answer.question().image().ifPresent(i -> steps.add("The input: " + image(i)));
    return steps;
  }

  public static String image(AskedImage image) {
    return image.file() + ", number " + image.index();
  }

  /** With as many digits as a person wants to read. */
  public static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value)
        .replaceFirst("(\\.\\d*?)0+(?=e|$)", "$1")
        .replaceFirst("\\.(?=e|$)", "");
  }

  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  public static String time(Duration time) {
    double seconds = seconds(time);
    return seconds < 60
        ? String.format(Locale.ROOT, "%.2f s", seconds)
        : String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
  }

  public static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  public static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
