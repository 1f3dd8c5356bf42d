package org.plumbline.suite.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.question.Decimal;
import org.plumbline.suite.Demand;

/** Reads what is required of answers. */
final class DemandParser {
  private static final Pattern SHARE =
      Pattern.compile("(>=|<=)?\\s*(\\d{1,9}(?:\\.\\d{1,30})?)\\s*(%?)");
  private static final Demand ALL_HOLD =
      new Demand(
          Optional.of(BigDecimal.ONE),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          "all hold");

  /** Each of these keeps violations from passing. */
  private static final List<String> BOUNDS = List.of("holds", "certified", "violated", "least");

  private DemandParser() {}

  /** All hold, where the file says nothing. */
  static Demand demand(Fields question) {
    if (!question.has("require")) {
      return ALL_HOLD;
    }
    Value value = question.need("require");
    if (value.isMap()) {
      return demand(value, value.fields(Section.REQUIRE));
    }
    if (!value.text().equals("holds")) {
      throw value.wrong(
          "'"
              + Value.shown(value.text())
              + "' is neither 'holds' nor a map such as {certified: \">= 90 %\"}");
    }
    return ALL_HOLD;
  }

  private static Demand demand(Value value, Fields require) {
    if (require.values().isEmpty()) {
      throw value.wrong("nothing is required; say holds, certified, violated, undecided or least");
    }
    if (BOUNDS.stream().noneMatch(key -> require.values().containsKey(key))) {
      throw value.wrong(
          "nothing is required of what is violated; say holds, certified, violated or least, too");
    }
    List<String> words = new ArrayList<>();
    require.values().forEach((key, v) -> words.add(key + " " + said(v)));
    return new Demand(
        require.get("holds").map(v -> share(v, ">=")),
        require.get("certified").map(v -> share(v, ">=")),
        require.get("violated").map(v -> share(v, "<=")),
        require.get("undecided").flatMap(DemandParser::undecided),
        require.get("least").map(DemandParser::least),
        false,
        String.join(", ", words));
  }

  private static String said(Value value) {
    return value.text().replace(">=", "≥").replace("<=", "≤");
  }

  private static BigDecimal least(Value value) {
    String text = value.fraction();
    return Decimal.fraction(text);
  }

  private static Optional<BigDecimal> undecided(Value value) {
    return switch (value.text()) {
      case "fail" -> Optional.of(BigDecimal.ZERO);
      case "allow" -> Optional.of(BigDecimal.ONE);
      default -> Optional.of(share(value, "<="));
    };
  }

  private static BigDecimal share(Value value, String sign) {
    Matcher share = SHARE.matcher(value.text());
    if (!share.matches() || share.group(1) != null && !share.group(1).equals(sign)) {
      throw value.wrong(
          "'"
              + Value.shown(value.text())
              + "' is no share like \""
              + sign
              + " 90 %\""
              + (value.text().isEmpty() || sign.equals(">=") ? "" : ", nor 'fail' nor 'allow'"));
    }
    BigDecimal number = new BigDecimal(share.group(2));
    BigDecimal part = share.group(3).isEmpty() ? number : number.movePointLeft(2);
    if (part.compareTo(BigDecimal.ONE) > 0) {
      throw value.wrong("'" + Value.shown(value.text()) + "' is more than all; write 90 % or 0.9");
    }
    return part;
  }
}
