package org.plumbline.cli.radius;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.plumbline.cli.output.BuildVersion;
import org.plumbline.cli.output.HumanReport;
import org.plumbline.cli.output.JsonReport;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.radius.RadiusInterval;

/**
 * A safe radius between its bounds, in words and as JSON.
 *
 * @param norm that distances are measured in
 * @param source of the input
 * @param label of the input, by the network; −1 when the time was up before it was known
 */
record RadiusReport(
    Distance norm, String source, int label, RadiusInterval interval, double seconds) {
  private static final int DIGITS = 6;

  void print(PrintWriter out) {
    out.println("Input: " + source + (label < 0 ? "" : ", class " + label));
    out.println("Safe radius (" + norm.name().replace("LINF", "Linf") + "): " + words());
    interval
        .assurance()
        .ifPresentOrElse(
            assurance -> {
              out.println(
                  "Proved: every input "
                      + (norm == Distance.L0 ? "that differs in at most " : "within ")
                      + down(interval.lower())
                      + (norm == Distance.L0 ? " values" : "")
                      + " keeps the class. How sure: "
                      + HumanReport.words(assurance));
            },
            () -> out.println("Proved: nothing."));
    interval
        .nearest()
        .ifPresentOrElse(
            found ->
                out.println(
                    "Found: an input at the distance "
                        + up(interval.upper().orElseThrow())
                        + " has or ties class "
                        + other(found)
                        + ". How sure: "
                        + HumanReport.words(found)),
            () -> out.println("Found: no input of another class."));
    out.printf(Locale.ROOT, "Time: %.2f s.%n", seconds);
    out.flush();
  }

  /** Whether the bounds are as near as asked for; in L0, which counts, if they are neighbours. */
  boolean isClosed(double precision) {
    return interval.gap() <= precision
        || norm == Distance.L0
            && interval
                .upper()
                .filter(u -> u.subtract(interval.lower()).compareTo(BigDecimal.ONE) <= 0)
                .isPresent();
  }

  private String words() {
    if (interval.upper().isEmpty()) {
      return "at least " + down(interval.lower());
    } else if (norm == Distance.L0) {
      return interval.upper().get().toBigInteger()
          + " changed values are enough, "
          + interval.lower().toBigInteger()
          + (isClosed(0) ? " are not, and no number lies between" : " are not");
    }
    return String.format(
        Locale.ROOT,
        "between %s and %s, %.2f %% apart",
        down(interval.lower()),
        up(interval.upper().get()),
        100 * interval.gap());
  }

  private static String down(BigDecimal value) {
    return plain(value, RoundingMode.FLOOR);
  }

  private static String up(BigDecimal value) {
    return plain(value, RoundingMode.CEILING);
  }

  private static String plain(BigDecimal value, RoundingMode rounding) {
    return value.round(new MathContext(DIGITS, rounding)).toPlainString();
  }

  /** The greatest of the other outputs. */
  private int other(Counterexample found) {
    int best = -1;
    for (int j = 0; j < found.outputs().length; j++) {
      if (j != label && (best < 0 || found.outputs()[j] > found.outputs()[best])) {
        best = j;
      }
    }
    return best;
  }

  /**
   * @param identity which files it is about
   */
  void write(OutputFile file, JsonReport.Identity identity) throws IOException {
    StringWriter text = new StringWriter();
    JsonFactory factory =
        JsonFactory.builder().enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();
    try (JsonGenerator json = factory.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("version", new BuildVersion().getVersion()[0]);
      identity.write(json);
      json.writeNumberField("class", label);
      json.writeStringField("norm", norm.name().toLowerCase(Locale.ROOT));
      json.writeNumberField("lower", interval.lower());
      if (interval.assurance().isPresent()) {
        json.writeStringField(
            "assurance", interval.assurance().get().name().toLowerCase(Locale.ROOT));
      }
      if (interval.upper().isPresent()) {
        json.writeNumberField("upper", interval.upper().get());
        json.writeNumberField("gap", interval.gap());
        JsonReport.writeCounterexample(json, interval.nearest().orElseThrow());
      }
      json.writeNumberField("seconds", seconds);
      json.writeEndObject();
    }
    file.write(text + "\n");
  }
}
