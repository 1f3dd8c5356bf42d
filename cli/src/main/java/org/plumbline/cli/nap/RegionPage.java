package org.plumbline.cli.nap;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.plumbline.cli.output.HtmlPage;
import org.plumbline.cli.output.Pictures;
import org.plumbline.specs.pattern.Observation;
import org.plumbline.specs.pattern.PatternAudit;
import org.plumbline.specs.pattern.PatternFile;

/**
 * A page that shows what follows each pattern; pictures are drawn where inputs are images. What
 * refutes that a pattern implies its class has a red frame.
 */
final class RegionPage {
  private static final int SHOWN = 3;
  private static final String REFUTING = "refuting";

  private final LabelledData data;
  private final int[] inputShape;
  private final Optional<Pictures> pictures;

  RegionPage(LabelledData data, int[] inputShape) {
    this.data = data;
    this.inputShape = inputShape;
    this.pictures = Pictures.of(data.preparation().inputs(inputShape), data.images().greatest());
  }

  /**
   * @param facts what the page is about, a line each
   */
  String text(
      List<String> facts,
      PatternFile file,
      List<PatternAudit.Row> rows,
      Followers followers,
      List<ComparedInput> compared)
      throws IOException {
    HtmlPage page = new HtmlPage("Activation patterns");
    page.facts(facts);
    page.paragraph(new PatternWords(file).origin());
    StringWriter table = new StringWriter();
    MiningReport.printFollowers(rows, new PrintWriter(table, true));
    page.block(table.toString());
    if (pictures.isEmpty()) {
      page.paragraph("The network's inputs are no images, so that there are no pictures.");
    }
    if (pictures.isPresent()) {
      page.paragraph(
          "Black is 0 and white is "
              + data.images().greatest()
              + ". A red frame: follows the pattern of a class and is taken for another.");
    }
    for (int k = 0; k < rows.size(); k++) {
      addClass(page, rows.get(k), followers.classes().get(k), compared);
    }
    return page.text();
  }

  private void addClass(
      HtmlPage page, PatternAudit.Row row, Followers.OfClass of, List<ComparedInput> compared) {
    int label = row.of().label();
    page.heading("Class " + label);
    page.paragraph(
        row.of().pattern()
            + "; "
            + of.count()
            + " samples follow, "
            + row.followers()
            + " of them of the class, "
            + row.contradictions()
            + " taken for another");
    if (of.count() > 0) {
      add(page, of.mean(), "mean of those that follow", "");
      add(page, of.least(), "least value of each pixel", "");
      add(page, of.greatest(), "greatest value of each pixel", "");
      of.typical().stream().limit(SHOWN).forEach(one -> add(page, one, ""));
      of.others().forEach(one -> add(page, one, ""));
      of.refuting().forEach(one -> add(page, one, REFUTING));
    }
    for (ComparedInput one : compared) {
      int violated = one.violated().get(label);
      String style = violated == 0 && !one.label().equals("class " + label) ? REFUTING : "";
      String fit = violated == 0 ? ", follows" : ", violates " + violated + " literals";
      add(page, one.values(), one.name() + ": " + one.label() + fit, style);
    }
  }

  private void add(HtmlPage page, Observation one, String style) {
    String caption =
        "sample " + one.number() + ", labelled " + one.label() + ", taken for " + one.predicted();
    add(page, one.input(), caption, style);
  }

  private void add(HtmlPage page, double[] values, String caption, String style) {
    pictures.ifPresent(
        drawn ->
            page.figure(
                drawn.image(
                    i ->
                        data.preparation().original(values[i], i, inputShape)
                            / data.images().greatest()),
                caption,
                style));
  }
}
