package org.plumbline.suite.html;

import java.util.List;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.summary.Codes;
import org.plumbline.suite.summary.Finding;
import org.plumbline.suite.summary.Mark;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Words;

/** All questions by requirement; those that passed are folded away. */
final class QuestionTables {
  private static final int SHORT_DIGEST = 12;

  private QuestionTables() {}

  static void write(Markup to, List<Section> sections) {
    to.element("h2", "Questions");
    for (int n = 0; n < sections.size(); n++) {
      requirement(to, sections.get(n), n);
    }
  }

  private static void requirement(Markup to, Section section, int number) {
    to.open("section", "id=\"r" + number + "\"");
    to.element("h3", section.requirement().id());
    to.element("p", section.outcome().words());
    List<Finding> passed =
        section.findings().stream().filter(f -> f.mark() == Mark.PASSED).toList();
    List<Finding> others =
        section.findings().stream().filter(f -> f.mark() != Mark.PASSED).toList();
    table(to, "not answered as wanted", others, section.isBad());
    table(to, "answered as wanted", passed, false);
    to.close();
  }

  private static void table(Markup to, String title, List<Finding> findings, boolean isOpen) {
    if (findings.isEmpty()) {
      return;
    }
    to.open("details", isOpen ? "open=\"\"" : "");
    to.element("summary", findings.size() + " " + title);
    to.open("table", "class=\"questions\"").open("thead");
    to.row("th", "question", "answer", "what was found", "time", "evidence");
    to.close().open("tbody");
    findings.forEach(finding -> row(to, finding));
    to.close().close().close();
  }

  private static void row(Markup to, Finding finding) {
    SuiteAnswer answer = finding.answer();
    to.open("tr");
    to.open("td").text(part(answer)).element("div", "class=\"small\"", answer.question().words());
    to.close();
    to.open("td").open("b", "class=\"pill " + style(answer) + "\"").text(Words.verdict(answer));
    to.close().close();
    to.open("td").text(finding.message());
    answer.notes().forEach(note -> to.element("div", "class=\"small\"", note));
    answer.question().command().ifPresent(c -> command(to, c));
    to.close();
    to.open("td", "class=\"right\"").text(Words.time(answer.time()));
    to.element("div", "class=\"small\"", Codes.of(answer.origin()).replace('-', ' '));
    to.close();
    to.open("td");
    answer.evidence().certificate().ifPresent(f -> file(to, "certificate", f.sha256()));
    answer.evidence().counterexample().ifPresent(f -> file(to, "counterexample", f.sha256()));
    to.close().close();
  }

  private static void command(Markup to, String command) {
    to.open("details", "class=\"small\"").element("summary", "ask it alone");
    to.element("code", command).close();
  }

  private static void file(Markup to, String what, String sha256) {
    to.open("div", "class=\"small\" title=\"" + sha256.replaceAll("[^0-9a-f]", "") + "\"");
    to.text(what + " ")
        .element("code", sha256.substring(0, Math.min(SHORT_DIGEST, sha256.length())));
    to.close();
  }

  private static String style(SuiteAnswer answer) {
    return answer.isCertified() ? "certified" : Codes.of(answer.verdict());
  }

  private static String part(SuiteAnswer answer) {
    String prefix = answer.question().requirement() + "/";
    String id = answer.question().id();
    return id.startsWith(prefix) ? id.substring(prefix.length()) : id;
  }
}
