package org.plumbline.suite.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Characters;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Sections;

/** The page, from what matters most to what matters least. */
public final class HtmlReport {
  private HtmlReport() {}

  /** A whole file of HTML. */
  public static String of(SuiteResult result) {
    List<Section> sections = Sections.of(result);
    Markup body = new Markup();
    GatePanel.write(body, result, sections);
    RequirementMatrix.write(body, sections);
    AccuracyCurves.write(body, sections);
    CounterexampleCards.write(body, sections);
    QuestionTables.write(body, sections);
    TimeTable.write(body, result, sections);
    TrustPanel.write(body, result);
    CheckAgain.write(body, result);
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>"
        + Characters.escaped(result.file().name())
        + " – Plumbline</title>\n<style>\n"
        + style()
        + "</style>\n</head>\n<body>\n"
        + body
        + "</body>\n</html>\n";
  }

  private static String style() {
    try (InputStream css = HtmlReport.class.getResourceAsStream("page.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
