package org.plumbline.suite.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.api.Semantics;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.FileContent;
import org.plumbline.suite.Place;
import org.plumbline.suite.SuiteFile;
import org.plumbline.suite.report.ReportKind;

/** Reads a suite file and those that it includes. */
public final class SuiteParser {
  private static final int MOST_FILES_DEEP = 8;
  static final Map<String, Semantics> SEMANTICS =
      Map.of("real", Semantics.REAL, "float32", Semantics.FLOAT32);

  private final Parameters parameters;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Place> ids = new HashMap<>();
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final Deque<Path> open = new ArrayDeque<>();
  private final List<Path> included = new ArrayList<>();

  private SuiteParser(Parameters parameters) {
    this.parameters = parameters;
  }

  /**
   * @throws ParseException with file, line and column for whatever is not understood
   */
  public static Suite parse(Path file, Parameters parameters) {
    return new SuiteParser(parameters).suite(file);
  }

  /**
   * The reports that a suite names, whatever else is wrong with it.
   *
   * @throws ParseException if that much is not understood
   */
  public static Map<ReportKind, Path> reports(Path file, Parameters parameters) {
    Fields fields = new SuiteParser(parameters).parsed(file, file.toString());
    declare(fields, parameters);
    return fields.get("reports").map(SuiteParser::reports).orElse(Map.of());
  }

  private static void declare(Fields fields, Parameters parameters) {
    fields
        .get("parameters")
        .ifPresent(v -> v.entries().forEach((n, value) -> parameters.declare(n, value.text())));
  }

  private Suite suite(Path file) {
    Fields fields = parsed(file, file.toString());
    Limits limits = fields.get("budget").map(SuiteParser::limits).orElse(Limits.DEFAULT);
    include(fields, file, Defaults.NONE);
    if (entries.isEmpty()) {
      throw fields.of().wrong("no questions are asked; they stand under 'questions'");
    }
    Optional<Path> baseline = fields.get("baseline").map(Value::path);
    Map<ReportKind, Path> reports =
        fields.get("reports").map(SuiteParser::reports).orElse(Map.of());
    SuiteFile asked =
        new SuiteFile(
            file.toAbsolutePath().normalize(),
            file.toString(),
            Digest.hex(Digest.of(read.toByteArray())),
            included);
    return new Suite(asked, entries, limits, baseline, reports, parameters.notes());
  }

  private Fields parsed(Path file, String name) {
    FileContent content = FileContent.read(file, YamlText.MOST_BYTES);
    try {
      read.write(content.bytes());
    } catch (IOException e) {
      throw new IllegalStateException("a buffer in memory", e);
    }
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    Value.Source source = new Value.Source(name, folder, parameters);
    Value root = new Value(new YamlText(name, content.bytes()).node(), "", source);
    return root.fields(Section.SUITE);
  }

  private void include(Fields fields, Path file, Defaults outer) {
    declare(fields, parameters);
    Defaults own = outer.with(fields);
    open.push(file.toAbsolutePath().normalize());
    fields.get("include").ifPresent(paths -> paths.items().forEach(path -> includeFile(path, own)));
    open.pop();
    if (fields.has("questions")) {
      Value questions = fields.need("questions");
      if (!questions.isList()) {
        throw questions.wrong("a list of questions is wanted, each with '- id: …'");
      }
      questions.items().forEach(question -> add(question, own));
    }
  }

  private void includeFile(Value named, Defaults defaults) {
    Path file = named.path().toAbsolutePath().normalize();
    if (open.contains(file) || open.size() >= MOST_FILES_DEEP) {
      throw named.wrong(file + " includes itself, or more than " + MOST_FILES_DEEP + " deep");
    }
    Fields fields = parsed(named.path(), named.path().toString());
    for (String key : List.of("budget", "baseline", "reports")) {
      fields
          .get(key)
          .ifPresent(
              v -> {
                throw v.wrong("stands in the file that is run, not in one that it includes");
              });
    }
    included.add(named.path().toAbsolutePath());
    include(fields, file, defaults);
  }

  private void add(Value question, Defaults defaults) {
    Entry entry = new EntryParser(defaults).entry(question);
    String id = entry.requirement().id();
    Place earlier = ids.putIfAbsent(id, entry.requirement().place());
    if (earlier != null) {
      throw question.wrong("the id '" + Value.shown(id) + "' is taken by " + earlier);
    }
    entries.add(entry);
  }

  private static Limits limits(Value value) {
    Fields budget = value.fields(Section.BUDGET);
    return new Limits(
        budget.get("question").map(TimeText::of).orElse(Limits.DEFAULT.question()),
        budget.get("total").map(TimeText::of));
  }

  private static Map<ReportKind, Path> reports(Value value) {
    Fields reports = value.fields(Section.REPORTS);
    Map<ReportKind, Path> files = new LinkedHashMap<>();
    for (ReportKind kind : ReportKind.values()) {
      reports.get(kind.key()).ifPresent(v -> files.put(kind, v.path()));
    }
    return files;
  }
}
