package org.plumbline.cli.options;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.network.model.Network;
import org.plumbline.question.Digest;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PropertyFile;
import org.plumbline.question.QuestionReader;
import org.plumbline.question.ReadQuestion;
import org.plumbline.specs.query.Premise;

/**
 * Where a question comes from: a network and a property file or options, and patterns.
 *
 * @param model what of the network is read
 * @param property null where options ask
 */
public record QuestionSource(
    Path network,
    ModelOptions model,
    Path property,
    RobustnessOptions robustness,
    PatternOption patterns) {

  public void addTo(FilePlan plan) {
    plan.reads(network, property);
    model.addTo(plan);
    robustness.addTo(plan);
    patterns.addTo(plan);
  }

  /** What is wrong with the command line as such. */
  public Optional<String> mistake() {
    return (property == null) != robustness.isGiven()
        ? Optional.of(
            "Name a PROPERTY file, or ask for local robustness with --input and --epsilon.")
        : robustness.mistake();
  }

  /**
   * Reads the files, each once.
   *
   * @throws org.plumbline.network.model.ParseException if one is missing or unreadable
   */
  public QuestionReader reader() {
    NetworkFile file = model.read(network);
    Function<Network, Premise> premise =
        patterns.isGiven() ? patterns::premise : QuestionReader.NO_PATTERNS;
    return property == null
        ? QuestionReader.of(file, robustness.question(), premise)
        : QuestionReader.of(file, PropertyFile.of(property), premise);
  }

  /** What identifies the question, as far as it was read. */
  public void write(JsonGenerator json, Optional<ReadQuestion> read) throws IOException {
    json.writeStringField("network", network.toString());
    if (read.isPresent()) {
      json.writeStringField("networkSha256", Digest.hex(read.get().subject().network()));
    }
    json.writeStringField("property", property == null ? null : property.toString());
    if (read.isPresent()) {
      json.writeStringField("propertySha256", Digest.hex(read.get().subject().property()));
    }
    if (robustness.isGiven()) {
      robustness.write(json, read.flatMap(ReadQuestion::input));
    }
    patterns.write(json);
    json.writeStringField(
        "question", read.map(r -> r.question().property().describe()).orElse(null));
  }
}
