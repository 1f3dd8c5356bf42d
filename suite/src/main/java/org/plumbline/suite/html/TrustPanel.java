package org.plumbline.suite.html;

import org.plumbline.suite.Counts;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Assumptions;

/** What the answers rest on. */
final class TrustPanel {
  private TrustPanel() {}

  static void write(Markup to, SuiteResult result) {
    Counts counts = result.counts();
    to.element("h2", "What was trusted");
    to.open("table").open("thead").row("th", "answer", "number", "what it rests on");
    to.close().open("tbody");
    row(to, "certified", counts.certified(), Assumptions.CERTIFIED);
    row(to, "holds, without a certificate", counts.holds() - counts.certified(), Assumptions.HOLDS);
    row(to, "violated", counts.violated(), Assumptions.VIOLATED);
    row(to, "undecided", counts.undecided(), Assumptions.UNDECIDED);
    row(to, "broke down", counts.errors(), Assumptions.ERROR);
    to.close().close();
    to.open("ul");
    Assumptions.always().forEach(a -> to.element("li", a));
    to.close();
  }

  private static void row(Markup to, String answer, int count, String words) {
    to.row("td", answer, Integer.toString(count), words);
  }
}
