package org.plumbline.soundness.fuzz.reading;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How often each operator was reached, and by whom. */
final class Tally {
  /** Columns of the table. */
  enum Column {
    DRAWN,
    RUN,
    RUN_COMPARED,
    LOWERED,
    LOWERED_COMPARED
  }

  private final Map<String, long[]> operators = new TreeMap<>();
  private final Map<String, Long> events = new TreeMap<>();

  void count(String operator, Column column) {
    operators.computeIfAbsent(operator, o -> new long[Column.values().length])[column.ordinal()]++;
  }

  /** Something that happened, in words without names and numbers. */
  void count(String event) {
    events.merge(event, 1L, Long::sum);
  }

  long of(String operator, Column column) {
    long[] counts = operators.get(operator);
    return counts == null ? 0 : counts[column.ordinal()];
  }

  long of(String event) {
    return events.getOrDefault(event, 0L);
  }

  /** A line for each operator, and those for what happened most often. */
  String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-20s %10s %10s %10s %10s %10s%n",
            "operator",
            "nodes",
            "run",
            "compared",
            "lowered",
            "compared"));
    operators.forEach(
        (operator, c) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-20s %,10d %,10d %,10d %,10d %,10d%n",
                    operator,
                    c[0],
                    c[1],
                    c[2],
                    c[3],
                    c[4])));
    text.append(String.format("%n"));
    events.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            e -> text.append(String.format(Locale.ROOT, "%,10d  %s%n", e.getValue(), e.getKey())));
    return text.toString();
  }
}
