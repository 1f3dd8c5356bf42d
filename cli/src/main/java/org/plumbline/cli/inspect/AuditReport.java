package org.plumbline.cli.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.plumbline.cli.options.AuditOptions;
import org.plumbline.cli.output.BuildVersion;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.soundness.deployment.audit.AuditRow;

/**
 * What an audit found, for people and as JSON.
 *
 * @param gap why certificates about float32 do not cover the network, if they do not
 */
record AuditReport(
    String runtime, Optional<String> gap, AuditOptions options, List<AuditRow> rows) {
  private static final int SHOWN_INPUTS = 20;

  ExitCode code() {
    return isSound() ? ExitCode.HOLDS : ExitCode.WRONG_VERDICT;
  }

  private boolean isSound() {
    return rows.stream().allMatch(row -> row.outside() == 0);
  }

  private int compared() {
    return rows.get(0).inputs();
  }

  void print(PrintWriter out) {
    out.println();
    out.println("Audit against ONNX Runtime " + runtime + ":");
    out.println(measure());
    if (compared() < options.points()) {
      out.printf(
          Locale.ROOT,
          "%,d of %,d inputs are not compared: there a number may overflow, or is not what was"
              + " taken for granted, so that nothing is proved about them.%n",
          options.points() - compared(),
          options.points());
    }
    out.println();
    out.printf(
        "%-14s %-11s %8s %8s  %s%n",
        "optimisations", "subnormals", "inputs", "outside", "worst distance");
    rows.forEach(row -> print(row, out));
    out.println();
    rows.stream()
        .flatMap(row -> row.first().stream())
        .findFirst()
        .ifPresent(outside -> out.println(words(outside)));
    out.println(verdict());
  }

  private String measure() {
    return gap.map(
            why ->
                "Certificates about float32 do not cover this network: "
                    + why
                    + ".\nInstead outputs are compared with real numbers; they may differ by "
                    + options.tolerance()
                    + " of the largest number on the way (at least of 1).")
        .orElse(
            "Outputs are compared with the bounds that certificates about float32 rest on.\n"
                + "The worst distance is from real numbers; 1 is the most that is allowed.");
  }

  private static void print(AuditRow row, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-14s %-11s %,8d %,8d  %.3g%n",
        name(row.deployment().level()),
        name(row.deployment().subnormals()),
        row.inputs(),
        row.outside(),
        row.worst());
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String words(AuditRow.Outside outside) {
    double[] input = outside.input();
    String rest = input.length > SHOWN_INPUTS ? " and so on (--json has all)" : "";
    double[] some = Arrays.copyOf(input, Math.min(input.length, SHOWN_INPUTS));
    return "OUTSIDE: output %d is %s, and should be in [%s, %s], at the input %s%s."
        .formatted(
            outside.output(),
            outside.value(),
            outside.low(),
            outside.high(),
            Arrays.toString(some),
            rest);
  }

  private String verdict() {
    if (!isSound()) {
      return gap.isPresent()
          ? "The deployed network is not the one of real numbers within the tolerance."
          : "Do not rely on certificates about float32 for this network and runtime; please report"
              + " it.";
    }
    return compared() == 0
        ? "Nothing was compared."
        : "Nothing lies outside. This is a test of some inputs, not a proof.";
  }

  void write(Path network) throws IOException {
    StringWriter text = new StringWriter();
    JsonFactory factory =
        JsonFactory.builder().enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();
    try (JsonGenerator json = factory.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("version", new BuildVersion().getVersion()[0]);
      json.writeStringField("network", network.toString());
      json.writeStringField("onnxRuntime", runtime);
      json.writeBooleanField("float32Covered", gap.isEmpty());
      if (gap.isPresent()) {
        json.writeStringField("gap", gap.get());
        json.writeNumberField("tolerance", options.tolerance());
      }
      json.writeNumberField("seed", options.seed());
      json.writeNumberField("points", options.points());
      json.writeNumberField("compared", compared());
      json.writeArrayFieldStart("deployments");
      for (AuditRow row : rows) {
        write(row, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    options.json().write(text + "\n");
  }

  private static void write(AuditRow row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("optimisations", name(row.deployment().level()));
    json.writeStringField("subnormals", name(row.deployment().subnormals()));
    json.writeNumberField("outside", row.outside());
    json.writeNumberField("worst", row.worst());
    if (row.first().isPresent()) {
      AuditRow.Outside outside = row.first().get();
      json.writeObjectFieldStart("first");
      json.writeFieldName("input");
      json.writeArray(outside.input(), 0, outside.input().length);
      json.writeNumberField("output", outside.output());
      json.writeNumberField("value", outside.value());
      json.writeNumberField("low", outside.low());
      json.writeNumberField("high", outside.high());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
