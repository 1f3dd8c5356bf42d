package org.plumbline.soundness.fuzz.deployment;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How often something happened. */
final class Events {
  private final Map<String, Long> counts = new TreeMap<>();

  /** In words without names and numbers. */
  void count(String event) {
    counts.merge(event, 1L, Long::sum);
  }

  long of(String event) {
    return counts.getOrDefault(event, 0L);
  }

  /** What happened most often comes first. */
  String table() {
    StringBuilder text = new StringBuilder();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            e -> text.append(String.format(Locale.ROOT, "%,10d  %s%n", e.getValue(), e.getKey())));
    return text.toString();
  }
}
