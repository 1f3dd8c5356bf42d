package org.plumbline.cli.options;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.JoinedFiles;
import org.plumbline.question.JoinedQuestion;
import org.plumbline.question.NamedNetwork;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PropertyFile;
import org.plumbline.question.QuestionFiles;
import org.plumbline.question.QuestionReader;
import org.plumbline.question.ReadQuestion;
import org.plumbline.specs.query.Premise;
import org.plumbline.suite.file.NetworkFiles;

/**
 * Where a question comes from: networks and a property file or options, and patterns.
 *
 * @param networks by the names that the property declares; an empty name for the only one
 * @param model what of the network is read
 * @param property null where options ask
 * @param template asks about two runs of the network
 */
public record QuestionSource(
    List<NetworkOptions.Named> networks,
    ModelOptions model,
    Path property,
    RobustnessOptions robustness,
    TemplateOptions template,
    PatternOption patterns) {

  /** Of one network. */
  public QuestionSource(
      Path network,
      ModelOptions model,
      Path property,
      RobustnessOptions robustness,
      TemplateOptions template,
      PatternOption patterns) {
    this(
        List.of(new NetworkOptions.Named("", network)),
        model,
        property,
        robustness,
        template,
        patterns);
  }

  public void addTo(FilePlan plan) {
    plan.reads(property);
    networks.forEach(network -> plan.reads(network.file()));
    model.addTo(plan);
    if (!template.isGiven()) {
      robustness.addTo(plan);
    }
    patterns.addTo(plan);
  }

  /**
   * All files that are read, as the command line names them, with those that tensors of a network
   * keep their data in.
   *
   * @throws ParseException if a network cannot be read
   */
  public List<Path> read() {
    FilePlan plan = new FilePlan();
    addTo(plan);
    return Stream.concat(
            plan.read().stream(),
            networks.stream().flatMap(network -> NetworkFiles.of(network.file()).stream()))
        .distinct()
        .toList();
  }

  /** What is wrong with the command line as such. */
  public Optional<String> mistake() {
    Optional<String> ofTemplate = template.mistake(robustness);
    if (ofTemplate.isPresent()) {
      return ofTemplate;
    } else if (template.isGiven()) {
      return property == null && networks.size() == 1 && !patterns.isGiven()
          ? Optional.empty()
          : Optional.of("--template asks about one NETWORK, without a PROPERTY or a pattern.");
    }
    return (property == null) != robustness.isGiven()
        ? Optional.of(
            "Name a PROPERTY file, or ask for local robustness with --input and --epsilon.")
        : robustness.mistake();
  }

  /**
   * Reads the files, each once.
   *
   * @param chosen numbers that are asked about, whatever types the property declares
   * @throws org.plumbline.network.model.ParseException if one is missing or unreadable
   */
  public QuestionFiles files(Optional<Semantics> chosen) {
    if (template.isGiven()) {
      return template.files(model.read(network()), robustness, chosen);
    } else if (property == null) {
      return QuestionReader.of(model.read(network()), robustness.question(), premise());
    }
    PropertyFile asked = PropertyFile.of(property);
    return asked.isSecond() ? joined(asked, chosen) : QuestionReader.of(only(), asked, premise());
  }

  private Path network() {
    return networks.get(0).file();
  }

  private Function<Network, Premise> premise() {
    return patterns.isGiven() ? patterns::premise : QuestionReader.NO_PATTERNS;
  }

  /** VNN-LIB 1.0 speaks of one network, whatever its name is. */
  private NetworkFile only() {
    if (networks.size() > 1) {
      throw new ParseException(
          property.toString(),
          "it is about one network, as all of VNN-LIB 1.0, and " + networks.size() + " are given");
    }
    return model.read(network());
  }

  private QuestionFiles joined(PropertyFile asked, Optional<Semantics> chosen) {
    if (patterns.isGiven()) {
      throw new ParseException(
          property.toString(), "patterns go with VNN-LIB 1.0 or --input, not with VNN-LIB 2.0");
    }
    return new JoinedFiles(
        networks.stream().map(n -> new NamedNetwork(n.name(), model.read(n.file()))).toList(),
        asked,
        chosen);
  }

  /** What identifies the question, as far as it was read. */
  public void write(JsonGenerator json, Optional<ReadQuestion> read) throws IOException {
    if (networks.size() == 1) {
      json.writeStringField("network", network().toString());
    } else {
      json.writeObjectFieldStart("networks");
      for (NetworkOptions.Named named : networks) {
        json.writeStringField(named.name(), named.file().toString());
      }
      json.writeEndObject();
    }
    if (read.isPresent()) {
      json.writeStringField("networkSha256", Digest.hex(read.get().subject().network()));
    }
    json.writeStringField("property", property == null ? null : property.toString());
    if (read.isPresent()) {
      json.writeStringField("propertySha256", Digest.hex(read.get().subject().property()));
    }
    if (robustness.isGiven() && !template.isGiven()) {
      robustness.write(json, read.flatMap(ReadQuestion::input));
    }
    patterns.write(json);
    Optional<JoinedQuestion> joined = read.flatMap(ReadQuestion::joined);
    if (joined.isPresent()) {
      DeclaredNames.write(json, joined.get());
    }
    json.writeStringField(
        "question", read.map(r -> r.question().property().describe()).orElse(null));
  }
}
