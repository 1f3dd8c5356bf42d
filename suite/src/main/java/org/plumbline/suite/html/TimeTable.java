package org.plumbline.suite.html;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.plumbline.suite.Origin;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Words;

/** How long it took, by requirement. */
final class TimeTable {
  private TimeTable() {}

  static void write(Markup to, SuiteResult result, List<Section> sections) {
    to.element("h2", "Times");
    Duration whole = Duration.between(result.begun(), result.ended());
    to.element(
        "p",
        "The run took "
            + Words.time(whole)
            + " with "
            + result.environment().threads()
            + " questions at once. An answer of an earlier run costs only its check; its search is"
            + " not counted here.");
    to.open("table", "class=\"numbers\"").open("thead");
    to.row(
        "th", "requirement", "searched", "time of searches", "slowest", "which", "checked again");
    to.close().open("tbody");
    sections.forEach(section -> row(to, section));
    to.close().close();
  }

  private static void row(Markup to, Section section) {
    List<SuiteAnswer> all = section.findings().stream().map(f -> f.answer()).toList();
    List<SuiteAnswer> searched = all.stream().filter(a -> a.origin() == Origin.SEARCHED).toList();
    Duration sum = searched.stream().map(SuiteAnswer::time).reduce(Duration.ZERO, Duration::plus);
    var slowest = searched.stream().max(Comparator.comparing(SuiteAnswer::time));
    long again = all.stream().filter(a -> a.origin() == Origin.RECHECKED).count();
    to.row(
        "td",
        section.requirement().id(),
        Integer.toString(searched.size()),
        Words.time(sum),
        slowest.map(a -> Words.time(a.time())).orElse(""),
        slowest.map(a -> a.question().id()).orElse(""),
        Long.toString(again));
  }
}
