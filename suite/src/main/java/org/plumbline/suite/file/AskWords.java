package org.plumbline.suite.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.plumbline.falsifier.image.Distance;

/** Says in a sentence what an entry asks. */
final class AskWords {
  private AskWords() {}

  static String of(Ask ask, Defaults defaults) {
    String network =
        defaults.networks().entrySet().stream()
            .map(AskWords::name)
            .sorted()
            .collect(Collectors.joining(", "));
    if (ask instanceof Ask.Robustness robustness) {
      return network
          + " keeps the class of "
          + inputs(robustness.inputs())
          + " when each value moves by at most "
          + String.join(" or ", robustness.epsilons());
    } else if (ask instanceof Ask.Properties properties) {
      return network + " has " + properties(properties.files());
    } else if (ask instanceof Ask.Radius radius) {
      return network
          + " keeps the class of "
          + inputs(radius.inputs())
          + " as far as "
          + radius.least().toPlainString();
    } else if (ask instanceof Ask.Compare compare) {
      return network
          + " and "
          + compare.with().getFileName()
          + compare
              .difference()
              .map(d -> " differ by at most " + d.toPlainString())
              .orElse(" give the same class")
          + " within "
          + compare.radius().toPlainString()
          + " of "
          + inputs(compare.inputs());
    } else if (ask instanceof Ask.InPattern pattern) {
      return network
          + " keeps the class of "
          + inputs(pattern.inputs())
          + " on inputs within "
          + pattern.epsilon()
          + " that follow the pattern of their class";
    } else if (ask instanceof Ask.Attack attack) {
      return network
          + " keeps the class of "
          + inputs(attack.inputs())
          + " against a search of "
          + attack.queries()
          + " queries within "
          + attack.epsilon()
          + (attack.how().distance() == Distance.LINF ? "" : " in " + attack.how().distance());
    } else if (ask instanceof Ask.Layerwise layerwise) {
      return network
          + " keeps the class of "
          + inputs(layerwise.inputs())
          + " when "
          + layerwise.steps().words();
    }
    Ask.Domain domain = (Ask.Domain) ask;
    String axes = domain.inputs().stream().map(AskWords::axis).collect(Collectors.joining(", "));
    return domain.output() instanceof Ask.OutputClaim.Label label
        ? network + " gives class " + label.label() + " for all of " + axes
        : network + " never has a forbidden output for " + axes;
  }

  private static String name(Map.Entry<String, Path> network) {
    Path file = network.getValue().getFileName();
    return network.getKey().isEmpty() ? file.toString() : network.getKey() + " = " + file;
  }

  private static String inputs(Inputs inputs) {
    String count = inputs.chosen().isEmpty() ? "all inputs" : inputs.chosen().size() + " inputs";
    return (inputs.chosen().size() == 1 ? "1 input" : count) + " of " + inputs.data().getFileName();
  }

  private static String properties(List<Path> files) {
    return files.size() == 1
        ? "the property " + files.get(0).getFileName()
        : files.size() + " properties";
  }

  private static String axis(Ask.Axis axis) {
    return axis.name()
        + " from "
        + axis.range().lower().toPlainString()
        + " to "
        + axis.range().upper().toPlainString()
        + (axis.unit().isEmpty() ? "" : " " + axis.unit());
  }
}
