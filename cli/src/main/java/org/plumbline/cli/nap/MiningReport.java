package org.plumbline.cli.nap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.plumbline.cli.output.BuildVersion;
import org.plumbline.cli.output.JsonReport;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.specs.pattern.ActivationPattern;
import org.plumbline.specs.pattern.PatternAudit;
import org.plumbline.specs.pattern.PatternPair;
import org.plumbline.specs.property.Decimals;
import org.plumbline.suite.Share;

/** What mining found, in words and as JSON. */
record MiningReport(Mining mining, double seconds) {
  private static final int SHOWN = 8;
  private static final String ROW = "%6s %8s %9s %7s %7s %8s   %s%n";

  static String plain(BigDecimal delta) {
    return Decimals.text(delta);
  }

  void print(PrintWriter out) {
    out.println("Samples: " + mining.samples() + ", classified as labelled: " + mining.correct());
    mining
        .heldOut()
        .ifPresent(
            share ->
                out.println(
                    "Held out: " + share.whole() + ", classified as labelled: " + share.part()));
    mining.levels().forEach(level -> print(level, out));
    out.printf(Locale.ROOT, "%nTime: %.2f s.%n", seconds);
    out.flush();
  }

  private void print(Mining.Level level, PrintWriter out) {
    out.printf("%ndelta %s%n", plain(level.delta()));
    out.println(
        level.heldOut().isPresent() ? "Followers of those held out:" : "Followers of the samples:");
    printFollowers(level.judged(), out);
    printPairs(level, out);
    printRefuting("Held out", level.heldOut().orElse(List.of()), out);
    printRefuting("Of the samples", level.among(), out);
  }

  /** A table of who follows, and the share of all that follows the pattern of its label. */
  static void printFollowers(List<PatternAudit.Row> rows, PrintWriter out) {
    out.printf(
        ROW, "class", "samples", "literals", "active", "others", "refuting", "own (95 % interval)");
    for (PatternAudit.Row row : rows) {
      ActivationPattern pattern = row.of().pattern();
      out.printf(
          ROW,
          row.of().label(),
          row.of().samples(),
          pattern.size(),
          pattern.activeCount(),
          row.others(),
          row.contradictions(),
          new Share(row.followers(), row.samples()));
    }
    out.println("Recall: " + Mining.recall(rows));
    out.flush();
  }

  private static void printPairs(Mining.Level level, PrintWriter out) {
    String open =
        level.pairs().stream()
            .filter(pair -> !pair.isDisjoint())
            .map(pair -> pair.first() + "-" + pair.second())
            .limit(SHOWN)
            .collect(Collectors.joining(" "));
    long left = level.pairs().size() - level.disjointPairs();
    out.println(
        "Pairs of classes with opposite literals: "
            + level.disjointPairs()
            + " of "
            + level.pairs().size()
            + (left == 0 ? "" : "; without: " + open + (left > SHOWN ? " …" : "")));
  }

  /** Followers that refute that the pattern implies the class. */
  static void printRefuting(String where, List<PatternAudit.Row> rows, PrintWriter out) {
    for (PatternAudit.Row row : rows) {
      String first =
          row.examples().stream()
              .filter(one -> one.predicted() != row.of().label())
              .limit(SHOWN)
              .map(MiningReport::words)
              .collect(Collectors.joining(", "));
      if (!first.isEmpty()) {
        out.println(
            where
                + ", follow "
                + row.of().label()
                + " and are taken for another class: "
                + first
                + (row.contradictions() > SHOWN ? " … " + row.contradictions() + " in all" : ""));
      }
    }
  }

  private static String words(PatternAudit.Follower one) {
    return one.number() + " (labelled " + one.label() + ", taken for " + one.predicted() + ")";
  }

  /**
   * @param identity which files it is about
   */
  void write(OutputFile file, JsonReport.Identity identity) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("version", new BuildVersion().getVersion()[0]);
      identity.write(json);
      json.writeNumberField("samples", mining.samples());
      json.writeNumberField("correct", mining.correct());
      if (mining.heldOut().isPresent()) {
        json.writeNumberField("heldOut", mining.heldOut().get().whole());
        json.writeNumberField("heldOutCorrect", mining.heldOut().get().part());
      }
      json.writeArrayFieldStart("deltas");
      for (Mining.Level level : mining.levels()) {
        write(level, json);
      }
      json.writeEndArray();
      json.writeNumberField("seconds", seconds);
      json.writeEndObject();
    }
    file.write(text + "\n");
  }

  private static void write(Mining.Level level, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("delta", level.delta());
    json.writeObjectFieldStart("recall");
    write(Mining.recall(level.judged()), json);
    json.writeEndObject();
    json.writeNumberField("disjointPairs", level.disjointPairs());
    json.writeArrayFieldStart("pairs");
    for (PatternPair pair : level.pairs()) {
      json.writeStartObject();
      json.writeNumberField("first", pair.first());
      json.writeNumberField("second", pair.second());
      json.writeNumberField("conflicts", pair.conflicts());
      json.writeEndObject();
    }
    json.writeEndArray();
    write("amongSamples", level.among(), json);
    if (level.heldOut().isPresent()) {
      write("amongHeldOut", level.heldOut().get(), json);
    }
    json.writeEndObject();
  }

  private static void write(String name, List<PatternAudit.Row> rows, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (PatternAudit.Row row : rows) {
      json.writeStartObject();
      json.writeNumberField("class", row.of().label());
      json.writeNumberField("literals", row.of().pattern().size());
      json.writeNumberField("active", row.of().pattern().activeCount());
      json.writeNumberField("followers", row.followers());
      json.writeNumberField("samples", row.samples());
      write(new Share(row.followers(), row.samples()), json);
      json.writeNumberField("others", row.others());
      json.writeNumberField("contradictions", row.contradictions());
      json.writeArrayFieldStart("examples");
      for (PatternAudit.Follower one : row.examples()) {
        json.writeArray(new int[] {one.number(), one.label(), one.predicted()}, 0, 3);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A share without trials has no rate. */
  private static void write(Share share, JsonGenerator json) throws IOException {
    if (share.whole() > 0) {
      json.writeNumberField("rate", share.rate());
    }
    json.writeNumberField("lower", share.lower());
    json.writeNumberField("upper", share.upper());
  }
}
