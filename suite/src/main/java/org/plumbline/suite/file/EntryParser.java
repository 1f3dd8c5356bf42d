package org.plumbline.suite.file;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.plumbline.suite.Demand;
import org.plumbline.suite.QuestionKind;
import org.plumbline.suite.Requirement;

/** Reads one entry of {@code questions}. */
record EntryParser(Defaults defaults) {
  private static final int MOST_LETTERS = 200;
  private static final Set<String> KINDS =
      Arrays.stream(QuestionKind.values()).map(QuestionKind::key).collect(Collectors.toSet());

  Entry entry(Value value) {
    Fields question = value.fields(Section.QUESTION);
    String id = id(question.need("id"));
    String key = question.only(KINDS);
    QuestionKind kind =
        Arrays.stream(QuestionKind.values()).filter(k -> k.key().equals(key)).findFirst().get();
    Demand demand = DemandParser.demand(question);
    Ask ask = AskParser.ask(kind, question.need(key), demand);
    Defaults own = defaults.with(question);
    if (own.networks().isEmpty()) {
      throw value.wrong("'" + Value.shown(id) + "' is about no network; name one with 'network'");
    } else if (own.networks().size() > 1 && kind != QuestionKind.PROPERTIES) {
      throw value.wrong("several networks go with properties in VNN-LIB 2.0; name one 'network'");
    }
    List<String> tags =
        question
            .get("tags")
            .map(v -> v.items().stream().map(Value::text).toList())
            .orElse(List.of());
    return new Entry(
        new Requirement(id, tags, value.place(), kind, AskWords.of(ask, own), demand),
        ask,
        own.networks(),
        own.semantics());
  }

  private static String id(Value value) {
    String id = value.text();
    if (id.length() > MOST_LETTERS || !id.matches("[^/\\p{C}]+")) {
      throw value.wrong(
          "an id has at most " + MOST_LETTERS + " letters, no '/' and no control characters");
    }
    return id;
  }
}
