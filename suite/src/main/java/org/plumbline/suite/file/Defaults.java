package org.plumbline.suite.file;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.plumbline.api.Semantics;

/** What holds for questions that do not say something else. */
record Defaults(Map<String, Path> networks, Optional<Semantics> semantics) {
  static final Defaults NONE = new Defaults(Map.of(), Optional.empty());

  /** These, but for what the fields say. */
  Defaults with(Fields fields) {
    boolean isNamed = fields.has("network") || fields.has("networks");
    return new Defaults(
        isNamed ? named(fields) : networks,
        fields.get("semantics").map(v -> v.choice(SuiteParser.SEMANTICS)).or(() -> semantics));
  }

  private static Map<String, Path> named(Fields fields) {
    if (fields.has("network") && fields.has("networks")) {
      throw fields.need("networks").wrong("'network' is there, too; one of them is wanted");
    } else if (fields.has("network")) {
      return Map.of("", fields.need("network").path());
    }
    Map<String, Path> named = new LinkedHashMap<>();
    fields.need("networks").entries().forEach((name, value) -> named.put(name, value.path()));
    if (named.isEmpty()) {
      throw fields.need("networks").wrong("no network is named");
    }
    return named;
  }
}
