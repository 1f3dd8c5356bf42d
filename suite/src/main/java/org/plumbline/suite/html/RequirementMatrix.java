package org.plumbline.suite.html;

import java.util.List;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Words;

/** A row for each requirement: what is asked, what is demanded, what was found. */
final class RequirementMatrix {
  private RequirementMatrix() {}

  static void write(Markup to, List<Section> sections) {
    to.element("h2", "Requirements");
    CountsBar.legend(to);
    to.open("table", "class=\"matrix\"").open("thead");
    to.row("th", "", "requirement", "asked", "required and found", "answers");
    to.close().open("tbody");
    for (int n = 0; n < sections.size(); n++) {
      row(to, sections.get(n), n);
    }
    to.close().close();
  }

  private static void row(Markup to, Section section, int number) {
    Requirement requirement = section.requirement();
    String style = section.isMet() ? "good" : section.isExcused() ? "known" : "bad";
    to.open("tr");
    to.open("td").element("b", "class=\"pill " + style + "\"", Words.standing(section)).close();
    to.open("td").open("a", "href=\"#r" + number + "\"").text(requirement.id()).close();
    to.open("div", "class=\"small\"").text(requirement.place().toString());
    requirement.tags().forEach(tag -> to.text(" · " + tag));
    to.close().close();
    to.element("td", requirement.asked());
    to.open("td");
    conditions(to, section);
    to.close().open("td", "class=\"wide\"");
    CountsBar.write(to, section.outcome().counts());
    to.close().close();
  }

  private static void conditions(Markup to, Section section) {
    if (section.outcome().conditions().isEmpty()) {
      to.text(section.requirement().demand().words());
    }
    for (Outcome.Condition condition : section.outcome().conditions()) {
      to.open("div");
      to.element("b", style(condition), sign(condition) + " " + condition.demanded());
      to.text(": " + condition.found()).close();
    }
  }

  private static String style(Outcome.Condition condition) {
    return condition.standing() == Outcome.Standing.MET ? "" : "class=\"unmet\"";
  }

  private static String sign(Outcome.Condition condition) {
    return switch (condition.standing()) {
      case MET -> "✓";
      case NOT_MET -> "✗";
      case CANNOT_BE_SAID -> "?";
    };
  }
}
