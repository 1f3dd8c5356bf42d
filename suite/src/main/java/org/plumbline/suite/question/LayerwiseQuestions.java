package org.plumbline.suite.question;

import java.util.List;
import java.util.OptionalInt;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Semantics;
import org.plumbline.api.Verification;
import org.plumbline.encodings.system.MissingSolverException;
import org.plumbline.falsifier.feature.MissingSiftException;
import org.plumbline.network.model.Network;
import org.plumbline.question.Digest;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.file.Ask;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.dlv.LayerwiseOptions;
import org.plumbline.verifier.dlv.LayerwiseVerifier;
import org.plumbline.verifier.dlv.saliency.Saliency;

/**
 * A question for each input: whether DLV's manipulations change its class. It is about real
 * numbers.
 */
record LayerwiseQuestions(EntryQuestions entry, Ask.Layerwise ask) {

  AskedSuite.Made made() {
    if (entry.entry().semantics().filter(s -> s != Semantics.REAL).isPresent()) {
      throw entry.refused("dlv is about real numbers; say 'semantics: real' here");
    }
    GivenInputs inputs = GivenInputs.of(ask.inputs());
    Network network = entry.readNetwork().realNetwork();
    LayerwiseVerifier verifier = verifier();
    List<Asked> questions =
        inputs.chosen().stream().map(input -> question(input, network, verifier)).toList();
    return AskedSuite.Made.of(entry.entry().requirement(), questions, inputs.isSample());
  }

  private LayerwiseVerifier verifier() {
    try {
      return VerifierFactory.layerwise(VerifierOptions.inReals(1, 1));
    } catch (MissingSolverException e) {
      throw entry.refused(
          "dlv needs the solver "
              + e.solver()
              + ", which is not there; add the artifact org.plumbline:plumbline-solvers to the"
              + " class path");
    }
  }

  private Asked question(GivenInput input, Network network, LayerwiseVerifier verifier) {
    OptionalInt label = EntryQuestions.label(ask.label(), input);
    LocalRobustness near =
        EntryQuestions.keeping(label).apply(EntryQuestions.within(ask.range(), input.around()));
    String about = Verification.of(entry.network(), near).key().sha256();
    SuiteQuestion asked =
        entry.question(
            input.name(),
            Digest.hex(Digest.of("dlv " + ask.steps() + " " + about)),
            words(input, label),
            Subject.of(input));
    return new LayerwiseQuestion(asked, entry.network(), near, network, options(input), verifier);
  }

  private LayerwiseOptions options(GivenInput input) {
    Ask.Steps steps = ask.steps();
    return new LayerwiseOptions(
        steps.layer(),
        steps.lastLayer(),
        steps.dimensions(),
        steps.span().doubleValue(),
        steps.spans(),
        ask.range().map(r -> r.lower().doubleValue()).orElse(Double.NEGATIVE_INFINITY),
        ask.range().map(r -> r.upper().doubleValue()).orElse(Double.POSITIVE_INFINITY),
        saliency(input),
        steps.search(),
        steps.feature(),
        1);
  }

  private Saliency saliency(GivenInput input) {
    try {
      return ask.steps()
          .selection()
          .saliency(
              input.layout(),
              ask.range().map(r -> r.lower().doubleValue()).orElse(0.0),
              ask.range().map(r -> r.upper().doubleValue()).orElse(input.pixels().greatest()));
    } catch (MissingSiftException e) {
      throw entry.refused("selection: " + e.getMessage());
    }
  }

  private String words(GivenInput input, OptionalInt label) {
    return entry.networkName()
        + " gives "
        + (label.isPresent() ? "class " + label.getAsInt() : "its own class")
        + " to "
        + input.words()
        + " when "
        + ask.steps().words();
  }
}
