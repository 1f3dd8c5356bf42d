package org.plumbline.suite.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.summary.Finding;
import org.plumbline.suite.summary.Mark;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.ShownInput;
import org.plumbline.suite.summary.Words;

/**
 * Counterexamples, those that count against the gate first; the first ones only if there are many.
 */
final class CounterexampleCards {
  private static final int MOST_CARDS = 24;
  private static final int MOST_PIXELS = 1 << 21;
  private static final int MOST_OUTPUTS = 12;
  private static final String LEGEND =
      "An input that the network fails on, beside the one that was asked about. X_0, X_1, … are the"
          + " values of the input, Y_0, Y_1, … the outputs of the network. Where outputs stand for"
          + " classes, the class of the greatest one is the network's answer.";

  private final Markup to;
  private long pixels;

  private CounterexampleCards(Markup to) {
    this.to = to;
  }

  static void write(Markup to, List<Section> sections) {
    List<Finding> found = new ArrayList<>();
    for (Mark mark : List.of(Mark.FAILED, Mark.KNOWN, Mark.ALLOWED)) {
      for (Section section : sections) {
        section.findings().stream()
            .filter(f -> f.mark() == mark)
            .filter(f -> f.answer().evidence().counterexample().isPresent())
            .forEach(found::add);
      }
    }
    if (found.isEmpty()) {
      return;
    }
    to.element("h2", "Counterexamples (" + found.size() + ")");
    to.element("p", "class=\"small\"", LEGEND);
    CounterexampleCards cards = new CounterexampleCards(to);
    to.open("div", "class=\"cards\"");
    found.stream().limit(MOST_CARDS).forEach(cards::card);
    to.close();
    if (found.size() > MOST_CARDS) {
      to.element(
          "p",
          (found.size() - MOST_CARDS)
              + " more are not drawn; they stand in the tables below and in the store.");
    }
  }

  private void card(Finding finding) {
    to.open("section", "class=\"card\"");
    to.element("h3", finding.answer().question().id());
    to.element("p", finding.answer().question().words());
    to.element("p", "class=\"unmet\"", finding.message());
    ShownInput shown = ShownInput.of(finding.answer()).orElseThrow();
    to.element("p", shown.words());
    shown.stored().ifPresent(this::input);
    finding.answer().question().command().ifPresent(c -> to.open("p").element("code", c).close());
    to.close();
  }

  private void input(StoredCounterexample stored) {
    int values = stored.counterexample().inputs().size();
    Optional<InputPicture> picture =
        InputPicture.of(stored.shape(), values).filter(p -> pixels + values <= MOST_PIXELS);
    if (picture.isPresent()) {
      pixels += values;
      PictureTriple.write(to, stored, picture.get());
    } else {
      InputTable.write(to, stored);
    }
    List<Double> outputs = stored.counterexample().outputs();
    String listed =
        String.join(", ", outputs.stream().limit(MOST_OUTPUTS).map(v -> Words.number(v)).toList());
    String more = outputs.size() > MOST_OUTPUTS ? ", …" : "";
    to.element("p", "class=\"small\"", "Outputs at the counterexample: " + listed + more);
  }
}
