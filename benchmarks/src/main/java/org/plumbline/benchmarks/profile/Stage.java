package org.plumbline.benchmarks.profile;

import java.util.List;

/** A part of the search, told by the classes on a thread's stack; the first that matches counts. */
enum Stage {
  CLIPPING("clipping of neurons", "NeuronClipper", "SubproblemClipper", "NeuronForms"),
  PROBING("probing of split candidates", "SplitProbe", "SplitCandidates"),
  CANDIDATES("candidates for counterexamples", "CandidateProbe"),
  SUBPROBLEMS("optimised bounds of subproblems", "ActivationSplitEvaluator"),
  INPUT_SPLITS("input splits", "InputSplitEvaluator"),
  NEURONS("bounds of all neurons", "NeuronBounder", "SlicedNarrowing", "LayerNarrowing"),
  REDUCTION("reduction to open neurons", "LinearReduction", "RootReduction"),
  ZONOTOPES("zonotopes", "ZonotopePropagator"),
  REST("the rest");

  private final String title;
  private final List<String> classes;

  Stage(String title, String... classes) {
    this.title = title;
    this.classes = List.of(classes);
  }

  String title() {
    return title;
  }

  static Stage of(StackTraceElement[] stack) {
    for (Stage stage : values()) {
      for (StackTraceElement frame : stack) {
        String name = frame.getClassName().replaceFirst("[$].*", "");
        if (stage.classes.contains(name.substring(name.lastIndexOf('.') + 1))) {
          return stage;
        }
      }
    }
    return REST;
  }
}
