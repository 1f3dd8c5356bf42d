package org.plumbline.cli.nap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.plumbline.cli.output.BuildVersion;
import org.plumbline.cli.output.HtmlPage;
import org.plumbline.cli.output.JsonReport;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.suite.Share;

/** How well a monitor tells wrong classes, in words, as JSON and as a curve. */
record MonitorReport(MonitorTrial trial) {
  private static final int[] THRESHOLDS = {1, 2, 5, 10, 20, 50};

  void print(PrintWriter out) {
    Roc roc = trial.roc();
    out.println("Samples: " + trial.samples());
    if (trial.withoutPattern() > 0) {
      out.println("Taken for a class without a pattern: " + trial.withoutPattern());
    }
    Roc.Point strict = roc.at(1);
    out.println("Wrong class, yet follows its pattern: " + rest(strict.detected()));
    out.println("Right class, yet does not follow its pattern: " + strict.falseAlarms());
    out.println("Alarm at so many violated literals: wrong classes detected; false alarms");
    for (int threshold : THRESHOLDS) {
      Roc.Point point = roc.at(threshold);
      out.printf("%6d  %s; %s%n", threshold, point.detected(), point.falseAlarms());
    }
    OptionalDouble area = roc.area();
    out.println(
        area.isPresent()
            ? String.format(Locale.ROOT, "Area below the curve (AUC): %.4f", area.getAsDouble())
            : "Area below the curve (AUC): none, since all classes are right or all wrong");
    out.printf(
        Locale.ROOT, "Time besides the forward pass: %.2f µs per input%n", trial.microseconds());
    out.flush();
  }

  private static Share rest(Share share) {
    return new Share(share.whole() - share.part(), share.whole());
  }

  /**
   * @param identity which files it is about
   */
  void writeJson(OutputFile file, JsonReport.Identity identity) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("version", new BuildVersion().getVersion()[0]);
      identity.write(json);
      json.writeNumberField("samples", trial.samples());
      json.writeNumberField("withoutPattern", trial.withoutPattern());
      if (trial.roc().area().isPresent()) {
        json.writeNumberField("auc", trial.roc().area().getAsDouble());
      }
      json.writeArrayFieldStart("points");
      for (Roc.Point point : trial.roc().points()) {
        json.writeStartObject();
        json.writeNumberField("violated", point.threshold());
        json.writeNumberField("detected", point.detected().part());
        json.writeNumberField("wrong", point.detected().whole());
        json.writeNumberField("falseAlarms", point.falseAlarms().part());
        json.writeNumberField("right", point.falseAlarms().whole());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    file.write(text + "\n");
  }

  /**
   * @param facts what the page is about, a line each
   */
  void writeHtml(OutputFile file, List<String> facts) {
    StringWriter words = new StringWriter();
    print(new PrintWriter(words, true));
    HtmlPage page = new HtmlPage("Patterns as a monitor");
    page.facts(facts);
    page.raw(RocCurve.of(trial.roc().area().isPresent() ? trial.roc().points() : List.of()));
    page.block(words.toString());
    file.write(page.text());
  }
}
