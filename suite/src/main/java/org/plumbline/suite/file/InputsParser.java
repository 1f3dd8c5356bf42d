package org.plumbline.suite.file;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.suite.file.Inputs.LabelColumn;

/** Reads which inputs an entry is about, and what their values may be. */
final class InputsParser {
  private static final int MOST_INPUTS = 1_000_000;
  private static final Pattern RUN = Pattern.compile("(\\d{1,9})(?:\\s*\\.\\.\\s*(\\d{1,9}))?");
  private static final Map<String, LabelColumn> COLUMNS =
      Map.of("first", LabelColumn.FIRST, "last", LabelColumn.LAST, "none", LabelColumn.NONE);
  private static final Map<String, ChannelOrder> ORDERS =
      Map.of("channels-first", ChannelOrder.CHW, "channels-last", ChannelOrder.HWC);
  private static final Map<String, InputReader.Scale> SCALES =
      Map.of("unit", InputReader.Scale.UNIT, "bytes", InputReader.Scale.BYTES);

  private InputsParser() {}

  static Inputs inputs(Fields asked) {
    boolean isDataset = asked.only(Set.of("dataset", "input")).equals("dataset");
    if (!isDataset && (asked.has("labels") || asked.has("label_column"))) {
      throw asked.of().wrong("labels and label_column go with dataset");
    }
    return new Inputs(
        asked.need(isDataset ? "dataset" : "input").path(),
        isDataset,
        asked.get("labels").map(Value::path),
        asked.get("label_column").map(v -> v.choice(COLUMNS)).orElse(LabelColumn.FIRST),
        asked.get("images").map(InputsParser::chosen).orElse(List.of()),
        asked.get("pixels").map(v -> v.choice(SCALES)).orElse(InputReader.Scale.UNIT),
        asked.get("layout").map(v -> v.choice(ORDERS)),
        asked.get("sample").map(Value::truth),
        asked.of().place());
  }

  /** Numbers and runs, as {@code 0..99} or {@code [3, 10..19]}. */
  private static List<Integer> chosen(Value value) {
    TreeSet<Integer> chosen = new TreeSet<>();
    for (Value item : value.items()) {
      Matcher run = RUN.matcher(item.text());
      if (!run.matches()) {
        throw item.wrong(
            "'" + Value.shown(item.text()) + "' is neither a number from 0 nor a run like 0..99");
      }
      int first = Integer.parseInt(run.group(1));
      int last = run.group(2) == null ? first : Integer.parseInt(run.group(2));
      if (last < first) {
        throw item.wrong(item.text() + " ends before it begins");
      } else if (last - first >= MOST_INPUTS - chosen.size()) {
        throw item.wrong(
            String.format(Locale.ROOT, "more than %,d inputs are asked about", MOST_INPUTS));
      }
      for (int i = first; i <= last; i++) {
        chosen.add(i);
      }
    }
    return List.copyOf(chosen);
  }

  static Ask.Values values(Fields asked) {
    asked.together("mean", "std");
    Ask.Values values =
        new Ask.Values(
            asked.get("range").map(InputsParser::range),
            asked.get("mean").map(InputsParser::decimals).orElse(List.of()),
            asked.get("std").map(InputsParser::decimals).orElse(List.of()));
    if (values.mean().size() != values.deviation().size()) {
      throw asked.need("std").wrong("there are as many deviations as means, one for each channel");
    } else if (values.deviation().stream().anyMatch(d -> d.signum() <= 0)) {
      throw asked.need("std").wrong("deviations are positive");
    }
    return values;
  }

  private static List<java.math.BigDecimal> decimals(Value value) {
    return value.items().stream().map(Value::decimal).toList();
  }

  static Ask.Range range(Value value) {
    List<java.math.BigDecimal> ends = decimals(value);
    if (ends.size() != 2 || ends.get(0).compareTo(ends.get(1)) > 0) {
      throw value.wrong("a range is two numbers, the lower one first, such as [0, 1]");
    }
    return new Ask.Range(ends.get(0), ends.get(1));
  }

  static Ask.KeptClass kept(Fields asked) {
    if (!asked.has("label")) {
      return Ask.KeptClass.GIVEN;
    }
    Value value = asked.need("label");
    String text = value.text();
    return switch (text) {
      case "given" -> Ask.KeptClass.GIVEN;
      case "own" -> new Ask.KeptClass(Ask.Kept.OWN, java.util.OptionalInt.empty());
      default -> {
        if (!text.matches("\\d{1,6}")) {
          throw value.wrong(
              "'"
                  + Value.shown(text)
                  + "' is neither a class from 0, nor 'own' (the network's), nor 'given' (the"
                  + " data's)");
        }
        yield new Ask.KeptClass(Ask.Kept.NAMED, java.util.OptionalInt.of(Integer.parseInt(text)));
      }
    };
  }
}
