package org.plumbline.soundness.fuzz.reading;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.UncertainException;
import org.plumbline.reference.tensor.UndefinedException;
import org.plumbline.soundness.fuzz.Complaint;
import org.plumbline.soundness.fuzz.graph.RandomModel;

/**
 * What may refuse a model. A refusal names a node and says what is not supported; any other
 * exception is a mistake, and so is one that only wraps it.
 */
final class Attempts {
  private static final Pattern OPERATOR = Pattern.compile("operator (\\w+)|\\((\\w+)\\)");

  private final RandomModel model;
  private final Tally tally;
  private Optional<Complaint> complaint = Optional.empty();

  Attempts(RandomModel model, Tally tally) {
    this.model = model;
    this.tally = tally;
  }

  /** The first thing that was wrong. */
  Optional<Complaint> complaint() {
    return complaint;
  }

  void complain(Complaint found) {
    complaint = complaint.or(() -> Optional.of(found));
  }

  /**
   * What comes of it, or nothing if it refuses.
   *
   * @throws UndefinedException if ONNX leaves the result open
   */
  <T> Optional<T> of(String who, Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (UncertainException e) {
      tally.count(who + " is uncertain");
    } catch (UndefinedException e) {
      tally.count(who + " says undefined " + operator(e));
      throw e;
    } catch (ReferenceException | UnsupportedOperatorException | ParseException e) {
      refused(who, e);
    } catch (RuntimeException e) {
      String place = e.getStackTrace().length > 0 ? " at " + e.getStackTrace()[0] : "";
      complain(new Complaint(who + " crashes", e.getClass().getSimpleName(), e + place));
    }
    return Optional.empty();
  }

  /** The same, where an undefined result is no news. */
  <T> Optional<T> ofDefined(String who, Supplier<T> work) {
    try {
      return of(who, work);
    } catch (UndefinedException e) {
      return Optional.empty();
    }
  }

  private void refused(String who, RuntimeException e) {
    String said = e.getMessage();
    tally.count(who + " refuses " + operator(e));
    boolean isNamed = model.nodes().stream().anyMatch(node -> said.contains(node.name()));
    boolean isMistake =
        e.getCause() instanceof IndexOutOfBoundsException
            || e.getCause() instanceof NegativeArraySizeException
            || said.contains("cannot be evaluated");
    if (!isNamed || isMistake) {
      complain(new Complaint(who + " refuses without a reason", operator(e), said));
    }
  }

  /** The operator that a message is about. */
  static String operator(RuntimeException e) {
    Matcher matcher = OPERATOR.matcher(e.getMessage());
    if (!matcher.find()) {
      return "";
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }
}
