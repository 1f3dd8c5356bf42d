package org.plumbline.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.JoinedFiles;
import org.plumbline.question.NamedNetwork;
import org.plumbline.question.PropertyFile;
import org.plumbline.question.QuestionFiles;
import org.plumbline.question.QuestionReader;
import org.plumbline.specs.query.Premise;

/**
 * The networks that a property is about: one, or several by the names that a property in VNN-LIB
 * 2.0 declares.
 *
 * @param models by name; an empty name for the only one
 */
record Networks(Map<String, Model> models) {
  Networks {
    models = new TreeMap<>(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("no network is given");
    }
  }

  static Networks of(Model model) {
    return new Networks(Map.of("", model));
  }

  /**
   * What asks them for a property of inputs that follow the patterns.
   *
   * @param chosen numbers that are asked about, whatever types the property declares
   */
  QuestionFiles asked(Property property, List<Pattern> patterns, Optional<Semantics> chosen) {
    Function<Network, Premise> premise = Pattern.premise(patterns);
    if (property instanceof VnnLib asked) {
      PropertyFile file = asked.file();
      return file.isSecond()
          ? joined(file, patterns, chosen)
          : QuestionReader.of(only(property).file(), file, premise);
    }
    return QuestionReader.of(
        only(property).file(), ((LocalRobustness) property).question(), premise);
  }

  private Model only(Property property) {
    if (models.size() > 1) {
      throw new ParseException(
          property.toString(), "it is about one network, and " + models.size() + " are given");
    }
    return models.values().iterator().next();
  }

  private JoinedFiles joined(
      PropertyFile file, List<Pattern> patterns, Optional<Semantics> chosen) {
    if (!patterns.isEmpty()) {
      throw new ParseException(
          file.content().name(), "patterns go with VNN-LIB 1.0, not with VNN-LIB 2.0");
    }
    List<NamedNetwork> named = new ArrayList<>();
    models.forEach((name, model) -> named.add(new NamedNetwork(name, model.file())));
    return new JoinedFiles(named, file, chosen.map(Numbers::of));
  }

  /** What of them identifies a question, a line for each. */
  String identity() {
    StringBuilder text = new StringBuilder();
    models.forEach(
        (name, model) -> {
          text.append("network ").append(name).append(name.isEmpty() ? "" : " ");
          text.append(Digest.hex(model.file().digest())).append('\n');
        });
    return text.toString();
  }
}
