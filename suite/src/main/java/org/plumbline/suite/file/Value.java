package org.plumbline.suite.file;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Decimal;
import org.plumbline.suite.Place;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value of a suite file, where it stands, and what it is called there. */
final class Value {
  private static final int SHOWN = 60;

  private final Node node;
  private final String name;
  private final Source source;

  /**
   * Where values come from.
   *
   * @param file for messages
   * @param folder that paths are relative to
   */
  record Source(String file, java.nio.file.Path folder, Parameters parameters) {}

  Value(Node node, String name, Source source) {
    this.node = node;
    this.name = name;
    this.source = source;
  }

  Source source() {
    return source;
  }

  Place place() {
    return node.getStartMark()
        .map(mark -> new Place(source.file(), mark.getLine() + 1, mark.getColumn() + 1))
        .orElseGet(() -> new Place(source.file(), 1, 1));
  }

  /** A refusal that names the place. */
  ParseException wrong(String what) {
    return new ParseException(
        source.file(),
        place().line(),
        place().column(),
        (name.isEmpty() ? "" : name + ": ") + what);
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The values of a map by their keys. */
  Map<String, Value> entries() {
    if (!(node instanceof MappingNode map)) {
      throw wrong("keys with values are wanted, such as 'network: model.onnx'");
    }
    Map<String, Value> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      Value key = new Value(tuple.getKeyNode(), name, source);
      String word = key.plainText();
      if (entries.put(word, new Value(tuple.getValueNode(), word, source)) != null) {
        throw key.wrong("'" + shown(word) + "' stands here twice");
      }
    }
    return entries;
  }

  /**
   * The same, of keys that are known.
   *
   * @throws ParseException with the nearest known key if one is not
   */
  Fields fields(Section section) {
    Map<String, Value> entries = entries();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      Value key = new Value(tuple.getKeyNode(), "", source);
      String word = key.plainText();
      if (!section.keys().contains(word)) {
        throw key.wrong(
            section.words() + " has no key '" + shown(word) + "'; " + section.suggestion(word));
      }
    }
    return new Fields(this, entries);
  }

  /** The items of a list; another value is the only one of them. */
  List<Value> items() {
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(item -> new Value(item, name, source)).toList()
        : List.of(this);
  }

  /** A text with its parameters filled, never blank. */
  String text() {
    try {
      String text = source.parameters().filled(plainText()).strip();
      if (text.isEmpty()) {
        throw wrong("has no value");
      }
      return text;
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private String plainText() {
    if (!(node instanceof ScalarNode scalar)) {
      throw wrong("one value is wanted, not a " + (isList() ? "list" : "map"));
    }
    return scalar.getValue();
  }

  /** A decimal or a fraction such as 8/255, as it is written. */
  String fraction() {
    String text = text();
    try {
      if (Decimal.fraction(text).signum() < 0) {
        throw wrong("'" + shown(text) + "' is negative");
      }
      return text;
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  BigDecimal decimal() {
    try {
      return Decimal.parse(text());
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  /** A whole number in a range, ends included. */
  int whole(int least, int most) {
    String text = text();
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notWhole(text, least, most);
    }
    throw notWhole(text, least, most);
  }

  private ParseException notWhole(String text, int least, int most) {
    return wrong("'" + shown(text) + "' is no whole number from " + least + " to " + most);
  }

  boolean truth() {
    return choice(Map.of("true", true, "false", false));
  }

  /** Words for values, as options of commands have them, in small letters. */
  static <E extends Enum<E>> Map<String, E> words(E[] values) {
    return Arrays.stream(values)
        .collect(Collectors.toMap(v -> v.name().toLowerCase(Locale.ROOT), v -> v));
  }

  /** One of some words. */
  <T> T choice(Map<String, T> words) {
    String text = text();
    T chosen = words.get(text);
    if (chosen == null) {
      Optional<String> near = new NearestWord(words.keySet()).to(text);
      throw wrong(
          "'"
              + shown(text)
              + "' is not known; "
              + near.map(n -> "did you mean '" + n + "'? ").orElse("")
              + "It is one of "
              + String.join(", ", words.keySet().stream().sorted().toList()));
    }
    return chosen;
  }

  /** A path, relative to the folder of the suite file. */
  java.nio.file.Path path() {
    try {
      return source.folder().resolve(text());
    } catch (java.nio.file.InvalidPathException e) {
      throw wrong("no path: " + e.getMessage());
    }
  }

  static String shown(String text) {
    String short_ = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return short_.replaceAll("\\p{C}", "?");
  }
}
