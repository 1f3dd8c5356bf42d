package org.plumbline.cli.dlv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.plumbline.cli.options.ClassifierInput;
import org.plumbline.cli.output.HtmlPage;
import org.plumbline.cli.output.Pictures;
import org.plumbline.question.Digest;
import org.plumbline.question.NetworkFile;
import org.plumbline.verifier.dlv.Adversarial;
import org.plumbline.verifier.dlv.Distances;
import org.plumbline.verifier.dlv.LayerwiseReport;

/**
 * Says what the pictures beside it show.
 *
 * @param network that was asked
 */
record PicturesPage(NetworkFile network, ClassifierInput input, Pictures frame) {
  static final String NAME = "index.html";

  String text(LayerwiseReport report, Adversarial found) {
    HtmlPage page = new HtmlPage("An input that loses its class");
    page.facts(
        List.of(
            "Network: " + network.content().name() + ", SHA-256 " + Digest.hex(network.digest()),
            "Input: " + input.words()));
    Distances far = found.distances();
    page.paragraph(
        String.format(
            Locale.ROOT,
            "Distance: L0 %d, L1 %.4g, L2 %.4g, L∞ %.4g. Black is 0 and white is %s.",
            far.l0(),
            far.l1(),
            far.l2(),
            far.lInfinity(),
            frame.greatest()));
    String[] files = Pictures.names();
    page.picture(files[0], "the input, class " + report.label());
    page.picture(files[1], "what was found, class " + found.label());
    page.picture(
        files[2],
        String.format(
            Locale.ROOT,
            "the difference: grey is none, white and black are ±%.4g",
            far.lInfinity()));
    return page.text();
  }

  /** The files of a folder of pictures. */
  static String[] files() {
    return Stream.concat(Arrays.stream(Pictures.names()), Stream.of(NAME)).toArray(String[]::new);
  }
}
