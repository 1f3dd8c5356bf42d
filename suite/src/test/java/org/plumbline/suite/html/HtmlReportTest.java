package org.plumbline.suite.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.summary.SampleRun;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final String PNG = "data:image/png;base64,";

  @TempDir Path folder;

  @Test
  void isWellFormedAndLoadsNothing() throws Exception {
    String html = HtmlReport.of(SampleRun.shut(folder));
    assertThat(html)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains("charset=\"utf-8\"");
    assertThat(html).doesNotContain("http:", "https:", "@import", "<script", "<iframe", "<object");
    for (Element element : elements(html, "*")) {
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        String name = element.getAttributes().item(i).getNodeName();
        String value = element.getAttributes().item(i).getNodeValue();
        assertThat(name).doesNotStartWith("on");
        if (name.equals("src")) {
          assertThat(value).startsWith(PNG);
        } else if (name.equals("href")) {
          assertThat(html).contains("id=\"" + value.substring(1) + "\"");
        }
      }
    }
  }

  @Test
  void saysWhichRequirementFailedWhyAndWhatToDo() throws Exception {
    String text = text(HtmlReport.of(SampleRun.shut(folder)));
    assertThat(text)
        .contains("The gate is shut: 3 of 4 requirements are not met")
        .contains("REQ-12 robust to noise: not met")
        .contains("Violated are 7 of 40, 2 % are allowed.")
        .contains("Required: violated ≤ 2 %. Found: 7 of 40")
        .contains("Y_0, Y_1, … the outputs of the network")
        .contains("7 questions are violated: look at the counterexamples below")
        .contains("data/test.idx.gz ends before image 8")
        .contains("Fixed: take them out of the baseline (1)")
        .contains("plumbline suite check evidence.zip");
    assertThat(text(HtmlReport.of(SampleRun.open(folder))))
        .contains("The gate is open: all 1 requirements are met")
        .doesNotContain("what to do");
  }

  @Test
  void textIsEscaped() throws Exception {
    String html = HtmlReport.of(SampleRun.shut(folder));
    assertThat(html).contains("REQ-13 &lt;fixed&gt; &quot;properties&quot; &amp; more");
    assertThat(text(html)).contains("Y_0 >= 3 is reached ]]> & \ufffd <b>");
  }

  @Test
  void picturesShowTheOriginalTheCounterexampleAndTheirDifference() throws Exception {
    List<BufferedImage> grey = pictures(HtmlReport.of(SampleRun.shut(folder))).subList(0, 3);
    assertThat(grey).allMatch(i -> i.getWidth() == 20 && i.getHeight() == 20);
    assertThat(level(grey.get(0), 0, 0, 0)).isEqualTo(Math.round(255 * 0.05));
    assertThat(level(grey.get(2), 0, 0, 0)).isEqualTo(0);
    assertThat(level(grey.get(2), 1, 0, 0)).isEqualTo(128);
    assertThat(level(grey.get(2), 2, 0, 0)).isEqualTo(255);
    List<BufferedImage> colour = pictures(HtmlReport.of(SampleRun.open(folder)));
    assertThat(colour).hasSize(3).allMatch(i -> i.getRaster().getNumBands() == 3);
    assertThat(level(colour.get(0), 6, 0, 0)).isGreaterThan(level(colour.get(0), 6, 0, 2));
  }

  @Test
  void theCurveHasAPointForEachDistanceAndForNone() throws Exception {
    String html = HtmlReport.of(SampleRun.shut(folder));
    assertThat(elements(html, "svg")).hasSize(1);
    assertThat(elements(html, "circle")).hasSize(5 + 1);
    assertThat(text(html)).contains("0 (no disturbance)").contains("greatest change of a value, ε");
    assertThat(elements(HtmlReport.of(SampleRun.open(folder)), "svg")).isEmpty();
  }

  private static int level(BufferedImage image, int x, int y, int band) {
    return image.getRaster().getSample(x, y, band);
  }

  private static List<BufferedImage> pictures(String html) throws Exception {
    List<BufferedImage> pictures = new ArrayList<>();
    for (Element image : elements(html, "img")) {
      byte[] png = Base64.getDecoder().decode(image.getAttribute("src").substring(PNG.length()));
      pictures.add(ImageIO.read(new ByteArrayInputStream(png)));
    }
    return pictures;
  }

  private static String text(String html) throws Exception {
    return parsed(html).getDocumentElement().getTextContent();
  }

  private static List<Element> elements(String html, String name) throws Exception {
    NodeList nodes = parsed(html).getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static Document parsed(String html) throws Exception {
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(1000);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }
}
