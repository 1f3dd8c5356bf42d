package org.plumbline.cli.falsify;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.plumbline.cli.output.HtmlPage;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * A page in the folder of the pictures, which says what they show.
 *
 * @param facts what was attacked, on what and how, a line each
 */
record PanelsPage(List<String> facts, ImageDomain domain) {
  static final String NAME = "index.html";

  String text(List<Finding> findings) {
    HtmlPage page = new HtmlPage("Images that were found");
    page.facts(facts);
    page.paragraph(
        String.format(
            Locale.ROOT,
            "Images have %d rows of %d pixels in %d channel(s); black is %s and white is %s.",
            domain.height(),
            domain.width(),
            domain.channels(),
            domain.lower(),
            domain.upper()));
    findings.stream().filter(Finding::isFound).forEach(finding -> add(page, finding));
    return page.text();
  }

  private static void add(HtmlPage page, Finding finding) {
    page.heading(finding.image());
    page.paragraph(finding.line());
    page.panels(
        file(finding.image() + ".png"),
        List.of(
            "the image, class " + finding.label(),
            "its saliency, white where the attack looks first",
            "what was found, class " + finding.adversarial().getAsInt(),
            String.format(
                Locale.ROOT,
                "the difference: grey is none, white and black are ±%.4g",
                finding.distance().lInfinity())));
    page.link(file(finding.image() + "-adversarial.png"), "What was found, pixel by pixel");
  }

  private static String file(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
