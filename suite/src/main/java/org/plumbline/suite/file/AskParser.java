package org.plumbline.suite.file;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.plumbline.question.Decimal;
import org.plumbline.suite.Demand;
import org.plumbline.suite.QuestionKind;
import org.plumbline.verifier.dlv.Selection;
import org.plumbline.verifier.dlv.grid.Axis;
import org.plumbline.verifier.dlv.search.SearchKind;

/** Reads what an entry asks, kind by kind. */
final class AskParser {
  private static final int MOST_CELLS = 100_000;
  private static final int MOST_EPSILONS = 100;
  private static final Map<String, Selection> SELECTIONS = Value.words(Selection.values());
  private static final Map<String, SearchKind> SEARCHES = Value.words(SearchKind.values());

  private AskParser() {}

  static Ask ask(QuestionKind kind, Value value, Demand demand) {
    if (kind != QuestionKind.RADIUS && demand.least().isPresent()) {
      throw value.wrong("'least' is required of a radius, and this is another kind of question");
    }
    return switch (kind) {
      case ROBUSTNESS -> robustness(value.fields(Section.ROBUSTNESS));
      case PROPERTIES -> properties(value);
      case RADIUS -> radius(value.fields(Section.RADIUS), demand);
      case COMPARE -> compare(value.fields(Section.COMPARE));
      case PATTERN -> pattern(value.fields(Section.PATTERN));
      case DOMAIN -> domain(value.fields(Section.DOMAIN));
      case FALSIFY -> AttackParser.attack(value.fields(Section.FALSIFY), demand);
      case DLV -> layerwise(value.fields(Section.DLV), demand);
    };
  }

  private static Ask robustness(Fields asked) {
    norm(asked);
    Set<String> epsilons = new LinkedHashSet<>();
    for (Value epsilon : asked.need(asked.only(Set.of("epsilon", "epsilons"))).items()) {
      if (!epsilons.add(epsilon.fraction())) {
        throw epsilon.wrong(epsilon.text() + " stands here twice");
      }
    }
    if (epsilons.isEmpty() || epsilons.size() > MOST_EPSILONS) {
      throw asked.of().wrong("there is no epsilon, or more than " + MOST_EPSILONS);
    }
    return new Ask.Robustness(
        InputsParser.inputs(asked),
        List.copyOf(epsilons),
        InputsParser.kept(asked),
        InputsParser.values(asked));
  }

  private static void norm(Fields asked) {
    asked.get("norm").ifPresent(v -> v.choice(Map.of("linf", true)));
  }

  private static Ask properties(Value value) {
    LinkedHashSet<Path> files = new LinkedHashSet<>();
    for (Value item : value.items()) {
      List<Path> found = new FilePattern(item).files();
      if (found.isEmpty()) {
        throw item.wrong("no file matches '" + Value.shown(item.text()) + "'");
      }
      files.addAll(found);
    }
    if (files.isEmpty()) {
      throw value.wrong("no property is named");
    }
    return new Ask.Properties(List.copyOf(files));
  }

  private static Ask radius(Fields asked, Demand demand) {
    norm(asked);
    BigDecimal least =
        demand
            .least()
            .orElseThrow(
                () -> asked.of().wrong("require: {least: …} says how far inputs have to move"));
    double precision = asked.get("precision").map(AskParser::precision).orElse(0.05);
    return new Ask.Radius(
        InputsParser.inputs(asked),
        least,
        InputsParser.kept(asked),
        InputsParser.values(asked),
        precision);
  }

  private static double precision(Value value) {
    double precision = value.decimal().doubleValue();
    if (!(precision > 0 && precision < 1)) {
      throw value.wrong("a precision is between 0 and 1");
    }
    return precision;
  }

  private static Ask compare(Fields asked) {
    boolean isDifference = asked.only(Set.of("epsilon", "same_class")).equals("epsilon");
    if (!isDifference && !asked.need("same_class").truth()) {
      throw asked.need("same_class").wrong("only 'true' asks something");
    }
    return new Ask.Compare(
        InputsParser.inputs(asked),
        asked.need("with").path(),
        isDifference
            ? Optional.of(Decimal.fraction(asked.need("epsilon").fraction()))
            : Optional.empty(),
        Decimal.fraction(asked.need("radius").fraction()),
        asked.get("range").map(InputsParser::range));
  }

  private static Ask pattern(Fields asked) {
    return new Ask.InPattern(
        InputsParser.inputs(asked),
        asked.need("patterns").path(),
        asked.need("epsilon").fraction(),
        InputsParser.kept(asked),
        InputsParser.values(asked));
  }

  private static Ask layerwise(Fields asked, Demand demand) {
    if (demand.certified().isPresent()) {
      throw asked.of().wrong("dlv makes no certificates; require 'holds' instead of 'certified'");
    }
    int layer = number(asked, "layer", 0, 0);
    BigDecimal span = Decimal.fraction(asked.need("span").fraction());
    if (!(span.doubleValue() > 0 && Double.isFinite(span.doubleValue()))) {
      throw asked.need("span").wrong("a span is positive, and a double");
    }
    return new Ask.Layerwise(
        InputsParser.inputs(asked),
        InputsParser.kept(asked),
        asked.get("range").map(InputsParser::range),
        new Ask.Steps(
            layer,
            asked.get("to_layer").map(v -> v.whole(layer, Integer.MAX_VALUE)).orElse(layer),
            number(asked, "dimensions", 1, 4),
            span,
            asked.get("spans").map(v -> v.whole(1, Axis.MOST_SPANS)).orElse(1),
            asked.get("selection").map(v -> v.choice(SELECTIONS)).orElse(Selection.DEVIATION),
            asked.get("search").map(v -> v.choice(SEARCHES)).orElse(SearchKind.MULTI),
            number(asked, "feature", 1, 2)));
  }

  private static int number(Fields asked, String key, int least, int usual) {
    return asked.get(key).map(v -> v.whole(least, Integer.MAX_VALUE)).orElse(usual);
  }

  private static Ask domain(Fields asked) {
    List<Ask.Axis> axes = new ArrayList<>();
    long cells = 1;
    for (var entry : asked.need("inputs").entries().entrySet()) {
      Fields axis = entry.getValue().fields(Section.DOMAIN_INPUT);
      Ask.Range range = InputsParser.range(axis.need("range"));
      int parts = axis.get("cells").map(v -> v.whole(1, MOST_CELLS)).orElse(1);
      if (parts > 1 && range.lower().compareTo(range.upper()) == 0) {
        throw axis.need("cells").wrong("a range of one point has one cell");
      }
      cells *= parts;
      if (cells > MOST_CELLS) {
        throw asked.of().wrong("the domain has more than " + MOST_CELLS + " cells");
      }
      String unit = axis.get("unit").map(Value::text).orElse("");
      axes.add(new Ask.Axis(entry.getKey(), unit, range, parts));
    }
    return new Ask.Domain(axes, claim(asked.need("output").fields(Section.DOMAIN_OUTPUT)));
  }

  private static Ask.OutputClaim claim(Fields output) {
    return output.only(Set.of("label", "never")).equals("label")
        ? new Ask.OutputClaim.Label(output.need("label").whole(0, 1_000_000))
        : new Ask.OutputClaim.Never(assertion(output.need("never")));
  }

  /** One expression about outputs alone: a bound on inputs would make the domain smaller. */
  private static String assertion(Value value) {
    String text = value.text();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth <= 0 && i < text.length() - 1) {
        throw notOne(value);
      }
    }
    if (depth != 0 || !text.matches("[-+*/<>=().\\sA-Za-z0-9_]+") || text.contains("X_")) {
      throw notOne(value);
    }
    return text;
  }

  private static org.plumbline.network.model.ParseException notOne(Value value) {
    return value.wrong(
        "'"
            + Value.shown(value.text())
            + "' is not one expression of VNN-LIB about outputs, such as (>= Y_0 3.5)");
  }
}
