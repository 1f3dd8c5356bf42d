package org.plumbline.benchmarks.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Two runs over the same questions. A question that is no longer decided, no longer certified, or
 * answered the other way round is worse; a slower answer is reported and no more, since machines
 * differ.
 *
 * @param worse a line each
 * @param better a line each
 * @param ratio the median of the ratios of times, new to old, of what both decide; NaN if nothing
 */
record FigureComparison(List<String> worse, List<String> better, double ratio) {
  static FigureComparison of(List<Figure> before, List<Figure> after) {
    Map<String, Figure> old = new HashMap<>();
    before.forEach(figure -> old.put(figure.name(), figure));
    List<String> worse = new ArrayList<>();
    List<String> better = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (Figure now : after) {
      Figure then = old.remove(now.name());
      if (then == null) {
        better.add(now.name() + ": new, " + now.verdict());
        continue;
      }
      if (!then.verdict().equals(now.verdict())) {
        String change = now.name() + ": was " + then.verdict() + ", is " + now.verdict();
        (isBetter(then, now) ? better : worse).add(change);
      }
      if (then.isDecided() && now.isDecided()) {
        ratios.add(now.milliseconds() / then.milliseconds());
      }
    }
    old.keySet().stream().sorted().forEach(name -> worse.add(name + ": was not asked"));
    double[] all = ratios.stream().mapToDouble(r -> r).toArray();
    double ratio = all.length == 0 ? Double.NaN : Median.withDefaults().evaluate(all);
    return new FigureComparison(worse, better, ratio);
  }

  private static boolean isBetter(Figure then, Figure now) {
    boolean isOpenNoMore = !then.isDecided() && now.isDecided();
    return isOpenNoMore || then.isProved() && now.verdict().equals("certified");
  }

  String text() {
    StringBuilder text = new StringBuilder();
    worse.forEach(line -> text.append("worse   ").append(line).append('\n'));
    better.forEach(line -> text.append("better  ").append(line).append('\n'));
    return text.append(
            String.format(
                Locale.ROOT,
                "%d worse, %d better; median ratio of times, new to old: %.2f",
                worse.size(),
                better.size(),
                ratio))
        .toString();
  }
}
