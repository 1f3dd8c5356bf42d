package org.plumbline.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Locale;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.contract.Verdict;

/**
 * The outcome as JSON; docs/reference/verify.md documents the fields. JSON has no numbers for NaN
 * and the infinities: they are the strings {@code "NaN"}, {@code "Infinity"} and {@code
 * "-Infinity"}.
 */
public final class JsonReport {
  private JsonReport() {}

  /** Fields that say which question was asked of what. */
  @FunctionalInterface
  public interface Identity {
    void write(JsonGenerator json) throws IOException;
  }

  public static void write(
      OutputFile file, Identity identity, Outcome outcome, long seed, int threads)
      throws IOException {
    StringWriter text = new StringWriter();
    JsonFactory factory =
        JsonFactory.builder().enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();
    try (JsonGenerator json = factory.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("version", new BuildVersion().getVersion()[0]);
      identity.write(json);
      writeVerdict(json, outcome.verdict());
      json.writeNumberField("seconds", outcome.seconds());
      json.writeNumberField("subproblems", outcome.subproblems());
      json.writeNumberField("seed", seed);
      json.writeNumberField("threads", threads);
      json.writeEndObject();
    }
    file.write(text + "\n");
  }

  private static void writeVerdict(JsonGenerator json, Verdict verdict) throws IOException {
    if (verdict instanceof Verdict.Holds holds) {
      json.writeStringField("verdict", "holds");
      json.writeStringField("assurance", holds.assurance().name().toLowerCase(Locale.ROOT));
    } else if (verdict instanceof Verdict.Violated violated) {
      json.writeStringField("verdict", "violated");
      writeCounterexample(json, violated.counterexample());
    } else if (verdict instanceof Verdict.Unknown unknown) {
      json.writeStringField("verdict", "undecided");
      json.writeStringField("cause", unknown.cause().name().toLowerCase(Locale.ROOT));
      json.writeStringField("reason", unknown.reason());
    }
  }

  public static void writeCounterexample(JsonGenerator json, Counterexample found)
      throws IOException {
    json.writeObjectFieldStart("counterexample");
    json.writeArrayFieldStart("inputs");
    for (BigDecimal value : found.point()) {
      json.writeNumber(value);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("outputs");
    for (double value : found.outputs()) {
      json.writeNumber(value);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("float32Outputs");
    for (float value : found.float32Outputs()) {
      json.writeNumber(value);
    }
    json.writeEndArray();
    json.writeStringField("classification", found.classification().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("margin", found.margin());
    json.writeBooleanField("inFloat32", found.inFloat32());
    json.writeStringField("reaches", found.violated().toString());
    json.writeEndObject();
  }
}
