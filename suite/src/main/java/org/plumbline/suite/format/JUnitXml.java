package org.plumbline.suite.format;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.plumbline.suite.Origin;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Characters;
import org.plumbline.suite.summary.Finding;
import org.plumbline.suite.summary.Mark;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Sections;
import org.plumbline.suite.summary.ShownInput;
import org.plumbline.suite.summary.SourcePlaces;
import org.plumbline.suite.summary.Words;

/**
 * JUnit XML, as Jenkins' xUnit (junit-10.xsd), GitLab and others read it: a test suite for each
 * requirement, a test case for each question and one for the requirement itself, so that some test
 * case fails whenever the gate is shut. What failed is a failure, what broke down an error; what is
 * allowed for or known is skipped. Times are of this run: 0 where an earlier answer was checked.
 */
public final class JUnitXml {
  private final XMLStreamWriter xml;
  private final SuiteResult result;

  private JUnitXml(XMLStreamWriter xml, SuiteResult result) {
    this.xml = xml;
    this.result = result;
  }

  /** The document. */
  public static String of(SuiteResult result) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new JUnitXml(xml, result).document();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML in memory", e);
    }
    return text.append('\n').toString();
  }

  private void document() throws XMLStreamException {
    List<Section> sections = Sections.of(result);
    xml.writeStartDocument("UTF-8", "1.0");
    start("testsuites");
    attribute("name", result.file().name());
    attribute("tests", sections.stream().mapToInt(JUnitXml::tests).sum());
    attribute("failures", sections.stream().mapToInt(JUnitXml::failures).sum());
    attribute("errors", sections.stream().mapToInt(s -> s.count(Mark.BROKEN)).sum());
    attribute("time", seconds(sections.stream().mapToDouble(JUnitXml::seconds).sum()));
    for (Section section : sections) {
      suite(section);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void suite(Section section) throws XMLStreamException {
    start("testsuite");
    attribute("name", section.requirement().id());
    attribute("tests", tests(section));
    attribute("failures", failures(section));
    attribute("errors", section.count(Mark.BROKEN));
    attribute("skipped", skipped(section));
    attribute("time", seconds(seconds(section)));
    attribute("timestamp", result.begun().toString().replaceFirst("(\\.\\d+)?Z$", ""));
    start("properties");
    property("suite.sha256", result.file().sha256());
    property("plumbline.version", result.environment().plumbline());
    property("required", section.requirement().demand().words());
    xml.writeEndElement();
    whole(section);
    for (Finding finding : section.findings()) {
      question(section, finding);
    }
    xml.writeEndElement();
  }

  private void property(String name, String value) throws XMLStreamException {
    start("property");
    attribute("name", name);
    attribute("value", value);
    xml.writeEndElement();
  }

  /** The requirement itself. */
  private void whole(Section section) throws XMLStreamException {
    testCase(section, "the requirement: " + section.requirement().demand().words(), 0);
    String words = Words.capital(Words.standing(section)) + ": " + section.outcome().words();
    if (section.isBad()) {
      because("failure", words, "requirement " + Words.standing(section), words);
    } else if (!section.isMet()) {
      skipped(words);
    }
    xml.writeEndElement();
  }

  private void question(Section section, Finding finding) throws XMLStreamException {
    SuiteAnswer answer = finding.answer();
    testCase(section, part(answer), seconds(answer));
    String counterexample = ShownInput.of(answer).map(ShownInput::words).orElse("");
    String message = (finding.message() + " " + counterexample).strip();
    switch (finding.mark()) {
      case FAILED -> because("failure", message, Words.verdict(answer), details(finding, message));
      case BROKEN -> because("error", message, "breakdown", details(finding, message));
      case ALLOWED, KNOWN -> skipped(message);
      case PASSED -> {}
    }
    start("system-out");
    text(details(finding, message));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void testCase(Section section, String name, double time) throws XMLStreamException {
    start("testcase");
    attribute("name", name);
    attribute("classname", section.requirement().id().replace('.', '_'));
    attribute("time", seconds(time));
  }

  private void because(String element, String message, String type, String text)
      throws XMLStreamException {
    start(element);
    attribute("message", message);
    attribute("type", type);
    text(text);
    xml.writeEndElement();
  }

  private void skipped(String message) throws XMLStreamException {
    start("skipped");
    attribute("message", message);
    xml.writeEndElement();
  }

  private String details(Finding finding, String message) {
    SuiteAnswer answer = finding.answer();
    StringBuilder text = new StringBuilder(message).append('\n');
    text.append("Asked: ").append(answer.question().words()).append('\n');
    text.append("Stands in: ")
        .append(SourcePlaces.of(result.file()).path(answer.question().place()));
    text.append(':').append(answer.question().place().line()).append('\n');
    text.append("Answer: ").append(Words.origin(answer.origin())).append('\n');
    Words.steps(answer).forEach(step -> text.append(step).append('\n'));
    answer.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
    return text.toString();
  }

  private static String part(SuiteAnswer answer) {
    String id = answer.question().id();
    String prefix = answer.question().requirement() + "/";
    return id.startsWith(prefix) ? id.substring(prefix.length()) : id;
  }

  private static int tests(Section section) {
    return section.findings().size() + 1;
  }

  private static int failures(Section section) {
    return section.count(Mark.FAILED) + (section.isBad() ? 1 : 0);
  }

  private static int skipped(Section section) {
    int whole = !section.isMet() && !section.isBad() ? 1 : 0;
    return section.count(Mark.ALLOWED) + section.count(Mark.KNOWN) + whole;
  }

  private static double seconds(Section section) {
    return section.findings().stream().mapToDouble(f -> seconds(f.answer())).sum();
  }

  private static double seconds(SuiteAnswer answer) {
    return answer.origin() == Origin.SEARCHED ? Words.seconds(answer.time()) : 0;
  }

  private static String seconds(double time) {
    return String.format(Locale.ROOT, "%.3f", time);
  }

  private void start(String element) throws XMLStreamException {
    xml.writeStartElement(element);
  }

  private void attribute(String name, Object value) throws XMLStreamException {
    xml.writeAttribute(name, Characters.legal(value.toString()));
  }

  private void text(String text) throws XMLStreamException {
    xml.writeCharacters(Characters.legal(text));
  }
}
