package org.plumbline.suite.file;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that a suite leaves open: {@code ${NAME}} and {@code ${NAME:-default}}. What the command
 * line sets counts first, then the environment, then what the file says under {@code parameters},
 * then the default at the place; {@code $$} is a dollar sign. Values that do not come from the file
 * are remembered, so that a run can say them.
 */
public final class Parameters {
  private static final Pattern PLACE =
      Pattern.compile("\\$\\$|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\}|\\$");

  private final Map<String, String> set;
  private final Function<String, String> environment;
  private final Map<String, String> defaults = new TreeMap<>();
  private final Map<String, String> notes = new TreeMap<>();
  private final Map<String, String> outside = new TreeMap<>();

  /**
   * @param set by the command line
   * @param environment gives null for what it does not have
   */
  public Parameters(Map<String, String> set, Function<String, String> environment) {
    this.set = Map.copyOf(set);
    this.environment = environment;
  }

  /** Those of this process. */
  public static Parameters of(Map<String, String> set) {
    return new Parameters(set, System::getenv);
  }

  /** None. */
  public static Parameters none() {
    return new Parameters(Map.of(), name -> null);
  }

  void declare(String name, String value) {
    defaults.putIfAbsent(name, value);
  }

  /**
   * A text with its places filled.
   *
   * @throws IllegalArgumentException if a parameter has no value
   */
  String filled(String text) {
    Matcher places = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (places.find()) {
      places.appendReplacement(filled, Matcher.quoteReplacement(value(places)));
    }
    return places.appendTail(filled).toString();
  }

  private String value(Matcher place) {
    if (place.group().equals("$$")) {
      return "$";
    }
    String name = place.group(1);
    if (name == null) {
      throw new IllegalArgumentException(
          "a dollar sign is written $$, a parameter ${NAME} or ${NAME:-default}");
    }
    String value = set.getOrDefault(name, environment.apply(name));
    String own = defaults.getOrDefault(name, place.group(2));
    if (value != null) {
      notes.putIfAbsent(name, note(name, value, own));
      outside.put(name, value);
      return value;
    } else if (own == null) {
      throw new IllegalArgumentException(
          "the parameter "
              + name
              + " has no value; say --set "
              + name
              + "=VALUE, or set it in the"
              + " environment, or give it one under parameters");
    }
    return own;
  }

  private String note(String name, String value, String own) {
    String file =
        own == null || own.equals(value) ? "" : "; the suite says '" + Value.shown(own) + "'";
    return "The parameter "
        + name
        + " is '"
        + Value.shown(value)
        + "', "
        + (set.containsKey(name) ? "as it was set for this run" : "from the environment")
        + file
        + ".";
  }

  /** Values that do not come from the file, of parameters that were filled; what another needs. */
  public Map<String, String> outside() {
    return Map.copyOf(outside);
  }

  /** Which parameters that were filled have values from outside of the file, for people. */
  List<String> notes() {
    return List.copyOf(notes.values());
  }
}
