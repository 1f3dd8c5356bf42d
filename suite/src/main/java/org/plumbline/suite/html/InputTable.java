package org.plumbline.suite.html;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.summary.Words;

/** Values of a counterexample that is no picture, those that changed most first. */
final class InputTable {
  private static final int MOST_ROWS = 12;

  private InputTable() {}

  static void write(Markup to, StoredCounterexample stored) {
    List<Double> moved = stored.counterexample().inputs();
    List<Double> original = stored.original();
    boolean hasOriginal = original.size() == moved.size();
    List<Integer> order =
        IntStream.range(0, moved.size())
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    i -> hasOriginal ? -Math.abs(moved.get(i) - original.get(i)) : i))
            .limit(MOST_ROWS)
            .toList();
    to.open("table", "class=\"numbers\"").open("thead");
    to.row("th", "input", "counterexample", hasOriginal ? "original" : "");
    to.close().open("tbody");
    for (int i : order) {
      to.row(
          "td",
          "X_" + i,
          Words.number(moved.get(i)),
          hasOriginal ? Words.number(original.get(i)) : "");
    }
    to.close().close();
    if (moved.size() > MOST_ROWS) {
      to.element("p", "class=\"small\"", MOST_ROWS + " of " + moved.size() + " values.");
    }
  }
}
