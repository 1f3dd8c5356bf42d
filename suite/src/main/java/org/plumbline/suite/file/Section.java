package org.plumbline.suite.file;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.plumbline.suite.QuestionKind;
import org.plumbline.suite.report.ReportKind;

/** The keys that each part of a suite file knows. The JSON Schema has the same. */
public enum Section {
  /** The file itself. */
  SUITE(
      "the suite",
      "network",
      "networks",
      "questions",
      "semantics",
      "budget",
      "include",
      "baseline",
      "reports",
      "parameters"),
  /** One entry of {@code questions}, besides the kinds. */
  QUESTION("a question", withKinds("id", "tags", "network", "networks", "semantics", "require")),
  /** What is required of answers. */
  REQUIRE("require", "holds", "certified", "violated", "undecided", "least"),
  /** Time. */
  BUDGET("budget", "question", "total"),
  /** Reports. */
  REPORTS(
      "reports", Arrays.stream(ReportKind.values()).map(ReportKind::key).toArray(String[]::new)),
  /** See {@link QuestionKind#ROBUSTNESS}. */
  ROBUSTNESS(
      "robustness", withInputs("epsilon", "epsilons", "norm", "label", "range", "mean", "std")),
  /** See {@link QuestionKind#RADIUS}. */
  RADIUS("radius", withInputs("norm", "label", "range", "mean", "std", "precision")),
  /** See {@link QuestionKind#COMPARE}. */
  COMPARE("compare", withInputs("with", "epsilon", "same_class", "radius", "range")),
  /** See {@link QuestionKind#PATTERN}. */
  PATTERN("pattern", withInputs("patterns", "epsilon", "label", "range", "mean", "std")),
  /** See {@link QuestionKind#FALSIFY}. */
  FALSIFY(
      "falsify",
      withInputs(
          "epsilon",
          "norm",
          "label",
          "range",
          "mean",
          "std",
          "queries",
          "seed",
          "method",
          "target",
          "features",
          "step",
          "channels",
          "players",
          "simulations")),
  /** See {@link QuestionKind#DLV}. */
  DLV(
      "dlv",
      withInputs(
          "span",
          "spans",
          "layer",
          "to_layer",
          "dimensions",
          "selection",
          "search",
          "feature",
          "label",
          "range")),
  /** See {@link QuestionKind#DOMAIN}. */
  DOMAIN("domain", "inputs", "output"),
  /** One input of a domain. */
  DOMAIN_INPUT("an input of a domain", "unit", "range", "cells"),
  /** What a domain asks of the outputs. */
  DOMAIN_OUTPUT("output", "label", "never");

  private final String words;
  private final Set<String> keys;

  Section(String words, String... keys) {
    this.words = words;
    this.keys = Set.of(keys);
  }

  private static String[] withKinds(String... others) {
    List<String> kinds = Arrays.stream(QuestionKind.values()).map(QuestionKind::key).toList();
    return joined(kinds, others);
  }

  private static String[] withInputs(String... others) {
    return joined(
        List.of(
            "dataset", "labels", "label_column", "images", "input", "pixels", "layout", "sample"),
        others);
  }

  private static String[] joined(List<String> some, String... others) {
    return java.util.stream.Stream.concat(some.stream(), Arrays.stream(others))
        .toArray(String[]::new);
  }

  /** For messages. */
  public String words() {
    return words;
  }

  /** What it knows. */
  public Set<String> keys() {
    return keys;
  }

  /** The known key that is nearest to another one, and all of them. */
  String suggestion(String unknown) {
    return new NearestWord(keys).to(unknown).map(k -> "did you mean '" + k + "'? ").orElse("")
        + "It knows "
        + keys.stream().sorted().collect(Collectors.joining(", "));
  }
}
