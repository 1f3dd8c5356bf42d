package org.plumbline.suite.html;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Summary;
import org.plumbline.suite.summary.Words;

/**
 * Whether the gate is open, at a glance; and for each requirement that shuts it why, and what to
 * do.
 */
final class GatePanel {
  private GatePanel() {}

  static void write(Markup to, SuiteResult result, List<Section> sections) {
    boolean isShut = sections.stream().anyMatch(Section::isBad);
    boolean isKnown = sections.stream().anyMatch(Section::isExcused);
    to.open("header", "class=\"gate " + (isShut ? "bad" : isKnown ? "known" : "good") + "\"");
    to.element("h1", Summary.headline(result, sections));
    to.element("p", Summary.counts(result));
    to.element(
        "p",
        "class=\"small\"",
        result.file().name()
            + ", run on "
            + time(result)
            + ", Plumbline "
            + result.environment().plumbline());
    to.close();
    if (isShut) {
      to.element("h2", "What failed, why, and what to do");
      sections.stream().filter(Section::isBad).forEach(s -> reason(to, s, sections.indexOf(s)));
    }
    news(to, result);
  }

  private static void reason(Markup to, Section section, int number) {
    to.open("section", "class=\"reason\"");
    to.open("h3").open("a", "href=\"#r" + number + "\"").text(section.requirement().id());
    to.close().text(": " + Words.standing(section)).close();
    to.element("p", section.outcome().words());
    to.open("ul");
    section.outcome().conditions().stream()
        .filter(condition -> condition.standing() != Outcome.Standing.MET)
        .forEach(condition -> missed(to, condition));
    Advice.of(section).forEach(step -> to.element("li", step));
    to.close().close();
  }

  private static void missed(Markup to, Outcome.Condition condition) {
    to.open("li").text("Required: ").element("b", condition.demanded());
    to.text(". Found: " + condition.found() + ".").close();
  }

  private static void news(Markup to, SuiteResult result) {
    if (result.baseline().isGiven()) {
      list(to, "New failures", result.baseline().fresh(), true);
      list(to, "Known failures", result.baseline().known(), false);
      list(to, "Fixed: take them out of the baseline", result.baseline().fixed(), true);
    }
    list(to, "Notes", result.notes(), true);
  }

  private static void list(Markup to, String title, List<String> entries, boolean isOpen) {
    if (!entries.isEmpty()) {
      to.open("details", isOpen ? "open=\"\"" : "");
      to.element("summary", title + " (" + entries.size() + ")").open("ul");
      entries.forEach(entry -> to.element("li", entry));
      to.close().close();
    }
  }

  private static String time(SuiteResult result) {
    String text = result.begun().truncatedTo(ChronoUnit.SECONDS).toString();
    return text.replace("T", " ").replace("Z", " UTC");
  }
}
