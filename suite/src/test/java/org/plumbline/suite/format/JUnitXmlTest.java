package org.plumbline.suite.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.SampleRun;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JUnitXmlTest {
  @TempDir Path folder;

  @Test
  void isWhatTheSchemaSays() throws Exception {
    for (SuiteResult result :
        List.of(SampleRun.shut(folder), SampleRun.open(folder), SampleRun.known(folder))) {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(JUnitXmlTest.class.getResource("junit.xsd"))
          .newValidator()
          .validate(new StreamSource(new StringReader(JUnitXml.of(result))));
    }
  }

  @Test
  void countsAreThoseOfTheElements() throws Exception {
    Document document = parsed(JUnitXml.of(SampleRun.shut(folder)));
    Element root = document.getDocumentElement();
    assertThat(root.getAttribute("tests")).isEqualTo(count(document, "testcase"));
    assertThat(root.getAttribute("failures")).isEqualTo(count(document, "failure"));
    assertThat(root.getAttribute("errors")).isEqualTo(count(document, "error")).isEqualTo("1");
    for (Element suite : elements(document.getElementsByTagName("testsuite"))) {
      assertThat(suite.getAttribute("skipped"))
          .isEqualTo(Integer.toString(suite.getElementsByTagName("skipped").getLength()));
    }
  }

  @Test
  void aGateThatIsOpenHasNoFailure() throws Exception {
    for (SuiteResult result : List.of(SampleRun.open(folder), SampleRun.known(folder))) {
      Document document = parsed(JUnitXml.of(result));
      assertThat(count(document, "failure")).isEqualTo("0");
      assertThat(count(document, "skipped")).isEqualTo("2");
    }
  }

  @Test
  void aFailureTellsTheCounterexampleAndHowToLookAtIt() throws Exception {
    Document document = parsed(JUnitXml.of(SampleRun.shut(folder)));
    Element question = testCase(document, "image 3 within 0.08");
    Element failure = (Element) question.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message"))
        .contains("Violated: class 9 is at least as great as class 4.")
        .contains("Reached: Y_9 >= Y_4, in real numbers and in binary32, with a margin of 0.03123.")
        .contains("of 400 values differ, most of all X_");
    assertThat(question.getElementsByTagName("system-out").item(0).getTextContent())
        .contains("Ask it alone: plumbline verify models/digits.onnx --input data/3.png")
        .contains("Stands in: suite.yaml:3")
        .contains("Look at the counterexample: " + folder);
  }

  @Test
  void whatXmlForbidsIsReplaced() throws Exception {
    Document document = parsed(JUnitXml.of(SampleRun.shut(folder)));
    Element failure =
        (Element) testCase(document, "b.vnnlib").getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).contains("]]> & \ufffd <b>");
  }

  @Test
  void timesAreOfThisRun() throws Exception {
    Document document = parsed(JUnitXml.of(SampleRun.shut(folder)));
    assertThat(testCase(document, "image 3 within 0.08").getAttribute("time")).isEqualTo("1.534");
    assertThat(testCase(document, "image 4 within 0.08").getAttribute("time")).isEqualTo("0.000");
  }

  private static Element testCase(Document document, String name) {
    return elements(document.getElementsByTagName("testcase")).stream()
        .filter(e -> e.getAttribute("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static String count(Document document, String element) {
    return Integer.toString(document.getElementsByTagName(element).getLength());
  }

  private static Document parsed(String xml)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
