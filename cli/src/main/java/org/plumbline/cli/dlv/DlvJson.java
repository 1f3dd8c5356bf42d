package org.plumbline.cli.dlv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.plumbline.cli.options.ClassifierInput;
import org.plumbline.cli.output.BuildVersion;
import org.plumbline.cli.output.JsonReport;
import org.plumbline.cli.output.Outcome;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.question.Digest;
import org.plumbline.question.NetworkFile;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.dlv.Adversarial;
import org.plumbline.verifier.dlv.Certification;
import org.plumbline.verifier.dlv.Conclusion;
import org.plumbline.verifier.dlv.Distances;
import org.plumbline.verifier.dlv.LayerwiseOptions;
import org.plumbline.verifier.dlv.LayerwiseReport;
import org.plumbline.verifier.dlv.search.SearchResult;

/**
 * What a layer-by-layer verification found out as JSON; docs/reference/dlv.md documents the fields.
 */
final class DlvJson {
  private DlvJson() {}

  /**
   * @param read the network, if there was time to read it
   * @param report empty when the time was up before there was one
   */
  static void write(
      OutputFile file,
      Path network,
      Optional<NetworkFile> read,
      ClassifierInput input,
      LayerwiseOptions options,
      Optional<LayerwiseReport> report,
      Outcome outcome)
      throws IOException {
    StringWriter text = new StringWriter();
    JsonFactory factory =
        JsonFactory.builder().enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();
    try (JsonGenerator json = factory.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("version", new BuildVersion().getVersion()[0]);
      json.writeStringField("network", network.toString());
      if (read.isPresent()) {
        json.writeStringField("networkSha256", Digest.hex(read.get().digest()));
      }
      json.writeStringField("input", input.source());
      json.writeNumberField("firstLayer", options.firstLayer());
      json.writeNumberField("lastLayer", options.lastLayer());
      json.writeNumberField("lowest", options.lowest());
      json.writeNumberField("greatest", options.greatest());
      json.writeNumberField("span", options.span());
      json.writeNumberField("spans", options.spans());
      if (report.isPresent()) {
        writeReport(json, report.get());
      } else {
        writeConclusion(json, undecided((Verdict.Unknown) outcome.verdict()));
      }
      json.writeNumberField("seconds", outcome.seconds());
      json.writeEndObject();
    }
    file.write(text + "\n");
  }

  private static Conclusion undecided(Verdict.Unknown unknown) {
    return new Conclusion.Undecided(unknown.cause(), unknown.reason());
  }

  private static void writeReport(JsonGenerator json, LayerwiseReport report) throws IOException {
    json.writeNumberField("class", report.label());
    json.writeNumberField("confidence", report.confidence());
    json.writeFieldName("dimensions");
    json.writeArray(report.dimensions(), 0, report.dimensions().length);
    json.writeArrayFieldStart("searches");
    for (SearchResult result : report.searches()) {
      writeSearch(json, result);
    }
    json.writeEndArray();
    if (report.certification().isPresent()) {
      writeCells(json, report.certification().get());
    }
    writeConclusion(json, report.conclusion());
    json.writeNumberField("queries", report.queries());
  }

  private static void writeSearch(JsonGenerator json, SearchResult result) throws IOException {
    json.writeStartObject();
    json.writeNumberField("layer", result.layer());
    json.writeNumberField("points", result.points());
    json.writeNumberField("kept", result.kept());
    json.writeNumberField("unreachable", result.unreachable());
    json.writeNumberField("spurious", result.spurious());
    json.writeNumberField("open", result.open());
    json.writeBooleanField("exhaustive", result.isExhaustive());
    json.writeStringField("note", result.note());
    json.writeEndObject();
  }

  private static void writeCells(JsonGenerator json, Certification cells) throws IOException {
    json.writeObjectFieldStart("cells");
    json.writeFieldName("all");
    json.writeNumber(cells.cells());
    json.writeFieldName("byBounds");
    json.writeNumber(cells.byBounds());
    json.writeNumberField("byBranchAndBound", cells.byVerifier());
    json.writeNumberField("boxes", cells.boxes());
    json.writeEndObject();
  }

  private static void writeConclusion(JsonGenerator json, Conclusion conclusion)
      throws IOException {
    if (conclusion instanceof Conclusion.Proved proved) {
      json.writeStringField("verdict", "proved");
      json.writeNumberField("layer", proved.layer());
      json.writeStringField("assurance", proved.assurance().name().toLowerCase(Locale.ROOT));
    } else if (conclusion instanceof Conclusion.ProvedOnGrid grid) {
      json.writeStringField("verdict", "proved on grid");
      json.writeNumberField("layer", grid.layer());
      json.writeFieldName("points");
      json.writeNumber(grid.points());
    } else if (conclusion instanceof Conclusion.Violated violated) {
      json.writeStringField("verdict", "violated");
      writeAdversarial(json, violated.adversarial());
    } else if (conclusion instanceof Conclusion.Undecided undecided) {
      json.writeStringField("verdict", "undecided");
      json.writeStringField("cause", undecided.cause().name().toLowerCase(Locale.ROOT));
      json.writeStringField("reason", undecided.reason());
    }
  }

  private static void writeAdversarial(JsonGenerator json, Adversarial found) throws IOException {
    json.writeNumberField("layer", found.layer());
    json.writeBooleanField("onGrid", found.hidden().isEmpty());
    json.writeObjectFieldStart("adversarial");
    json.writeNumberField("class", found.label());
    json.writeNumberField("confidence", found.confidence());
    json.writeNumberField("confidenceInOriginal", found.confidenceInOriginal());
    Distances distances = found.distances();
    json.writeNumberField("l0", distances.l0());
    json.writeNumberField("l1", distances.l1());
    json.writeNumberField("l2", distances.l2());
    json.writeNumberField("linf", distances.lInfinity());
    json.writeNumberField("share", distances.share());
    json.writeEndObject();
    JsonReport.writeCounterexample(json, found.counterexample());
  }
}
