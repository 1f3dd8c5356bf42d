package org.plumbline.suite.file;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.plumbline.network.model.ParseException;

/** The values of a map all of whose keys are known. */
record Fields(Value of, Map<String, Value> values) {

  Optional<Value> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /**
   * @throws ParseException if it is not there
   */
  Value need(String key) {
    return get(key).orElseThrow(() -> of.wrong("'" + key + "' is missing"));
  }

  /**
   * The only one of some keys that is there.
   *
   * @throws ParseException if there is none, or there are several
   */
  String only(Set<String> keys) {
    Set<String> given = keys.stream().filter(this::has).collect(Collectors.toSet());
    if (given.size() != 1) {
      throw of.wrong(
          (given.isEmpty() ? "none" : "more than one")
              + " of "
              + keys.stream().sorted().collect(Collectors.joining(", "))
              + " is there; one is wanted");
    }
    return given.iterator().next();
  }

  /**
   * @throws ParseException if one of them is there without the others
   */
  void together(String... keys) {
    long given = Arrays.stream(keys).filter(this::has).count();
    if (given != 0 && given != keys.length) {
      throw of.wrong(String.join(" and ", keys) + " go together");
    }
  }
}
