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
import java.util.Optional;
import org.plumbline.cli.output.BuildVersion;
import org.plumbline.cli.output.HumanReport;
import org.plumbline.cli.output.JsonReport;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.grid.GridQuestion;
import org.plumbline.verifier.grid.GridRadius;

/**
 * The radii on a grid and about it, in words and as JSON.
 *
 * @param found its upper bound counts only with a replayed counterexample
 * @param replayed the nearest point of the grid
 */
record GridReport(
    String source,
    GridQuestion question,
    GridRadius found,
    Optional<Counterexample> replayed,
    double seconds) {
  private static final int DIGITS = 6;

  private double upper() {
    return replayed.isPresent() ? found.upper() : Double.POSITIVE_INFINITY;
  }

  /** The width of the interval as a share of its upper end. */
  double gap() {
    return Double.isInfinite(upper()) ? upper() : (upper() - found.lower()) / upper();
  }

  void print(PrintWriter out) {
    String norm = question.norm().name().replace("LINF", "Linf");
    out.println("Input: " + source + ", class " + question.label());
    if (question.varying().length < question.input().length) {
      out.println("Values that move: " + question.varying().length);
    }
    out.println("Safe radius (" + norm + "): " + interval(found.lower()));
    out.println(
        "Safe radius on the grid of step "
            + question.step()
            + ": "
            + (found.isFiniteExact() && replayed.isPresent()
                ? up(upper())
                : interval(found.finiteLower())));
    out.println(
        "Half the diagonal of a cell: "
            + up(found.gridError())
            + (found.isWithinGridError() && replayed.isPresent()
                ? "; both radii differ by no more, as was proved"
                : "; that both radii differ by no more was not proved"));
    out.println(
        "Proved by Lipschitz constants of at most "
            + up(found.lipschitz())
            + " within "
            + up(found.ball())
            + ", rounding included.");
    out.println(
        replayed
            .map(point -> "Found: a point of the grid. How sure: " + HumanReport.words(point))
            .orElse("Found: no point of the grid that has another class."));
    out.printf(Locale.ROOT, "Points: %,d. Time: %.2f s.%n", found.points(), seconds);
    out.flush();
  }

  private String interval(double lower) {
    return Double.isInfinite(upper())
        ? "at least " + down(lower)
        : "between " + down(lower) + " and " + up(upper());
  }

  private static String down(double value) {
    return plain(value, RoundingMode.FLOOR);
  }

  private static String up(double value) {
    return plain(value, RoundingMode.CEILING);
  }

  private static String plain(double value, RoundingMode rounding) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(DIGITS, rounding)).toPlainString()
        : String.valueOf(value);
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
      json.writeNumberField("class", question.label());
      json.writeStringField("norm", question.norm().name().toLowerCase(Locale.ROOT));
      json.writeNumberField("lower", found.lower());
      json.writeStringField("assurance", "rounded");
      if (replayed.isPresent()) {
        json.writeNumberField("upper", upper());
        json.writeNumberField("gap", gap());
        JsonReport.writeCounterexample(json, replayed.get());
      }
      json.writeObjectFieldStart("grid");
      json.writeNumberField("step", question.step());
      json.writeNumberField("values", question.varying().length);
      json.writeNumberField("lower", found.finiteLower());
      json.writeNumberField("error", found.gridError());
      json.writeNumberField("ball", found.ball());
      json.writeNumberField("lipschitz", found.lipschitz());
      json.writeNumberField("points", found.points());
      json.writeEndObject();
      json.writeNumberField("seconds", seconds);
      json.writeEndObject();
    }
    file.write(text + "\n");
  }
}
