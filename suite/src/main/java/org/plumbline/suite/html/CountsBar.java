package org.plumbline.suite.html;

import java.util.Locale;
import org.plumbline.suite.Counts;

/** How many answers are what, as a bar with its numbers. */
final class CountsBar {
  private final Markup to;
  private final int all;

  private CountsBar(Markup to, int all) {
    this.to = to;
    this.all = all;
  }

  static void write(Markup to, Counts counts) {
    CountsBar bar = new CountsBar(to, counts.all());
    to.open("div", "class=\"bar\"");
    bar.part("certified", counts.certified());
    bar.part("holds", counts.holds() - counts.certified());
    bar.part("violated", counts.violated());
    bar.part("undecided", counts.undecided());
    bar.part("error", counts.errors());
    to.close();
  }

  private void part(String name, int count) {
    if (count > 0) {
      String width = String.format(Locale.ROOT, "%.2f", 100.0 * count / all);
      to.element(
          "span",
          "class=\"" + name + "\" style=\"width:" + width + "%\" title=\"" + name + "\"",
          Integer.toString(count));
    }
  }

  /** What the colours mean. */
  static void legend(Markup to) {
    to.open("p", "class=\"legend\"");
    String[][] entries = {
      {"certified", "certified: proved, and a checker accepted the proof"},
      {"holds", "holds, without a certificate"},
      {"violated", "violated: a counterexample was replayed"},
      {"undecided", "undecided"},
      {"error", "broke down"}
    };
    for (String[] entry : entries) {
      to.open("span").open("i", "class=\"" + entry[0] + "\"").close().text(entry[1]).close();
    }
    to.close();
  }
}
