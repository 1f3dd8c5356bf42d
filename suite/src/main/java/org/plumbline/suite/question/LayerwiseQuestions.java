package org.plumbline.suite.question;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Semantics;
import org.plumbline.api.Verification;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.NetworkFile;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.file.Ask;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.dlv.LayerwiseOptions;
import org.plumbline.verifier.dlv.saliency.LargestDeviation;
import org.plumbline.verifier.dlv.saliency.LargestGradient;

/**
 * A question for each input: whether DLV's manipulations change its class. It is about real
 * numbers.
 */
record LayerwiseQuestions(EntryQuestions entry, Ask.Layerwise ask) {

  AskedSuite.Made made() {
    if (entry.entry().semantics().filter(s -> s != Semantics.REAL).isPresent()) {
      throw refused("dlv is about real numbers; say 'semantics: real' here");
    }
    GivenInputs inputs = GivenInputs.of(ask.inputs());
    NetworkFile file = NetworkFile.of(entry.networkFile());
    if (!Digest.hex(file.digest()).equals(entry.network().sha256())) {
      throw refused(entry.networkFile() + " changed while it was read");
    }
    Network network = file.realNetwork();
    List<Asked> questions =
        inputs.chosen().stream().map(input -> question(input, network)).toList();
    return AskedSuite.Made.of(entry.entry().requirement(), questions, inputs.isSample());
  }

  private ParseException refused(String why) {
    return new ParseException(
        entry.place().file(), entry.place().line(), entry.place().column(), why);
  }

  private Asked question(GivenInput input, Network network) {
    OptionalInt label = EntryQuestions.label(ask.label(), input);
    LocalRobustness near =
        EntryQuestions.keeping(label).apply(EntryQuestions.within(ask.range(), input.around()));
    String about = Verification.of(entry.network(), near).key().sha256();
    SuiteQuestion asked =
        entry.about(
            input,
            "",
            Digest.hex(Digest.of("dlv " + ask.steps() + " " + about)),
            words(input, label),
            input.label(),
            Optional.empty());
    return new LayerwiseQuestion(
        asked,
        entry.network(),
        near,
        network,
        options(),
        VerifierFactory.layerwise(VerifierOptions.inReals(1, 1)));
  }

  private LayerwiseOptions options() {
    Ask.Steps steps = ask.steps();
    return new LayerwiseOptions(
        steps.layer(),
        steps.lastLayer(),
        steps.dimensions(),
        steps.span().doubleValue(),
        steps.spans(),
        ask.range().map(r -> r.lower().doubleValue()).orElse(Double.NEGATIVE_INFINITY),
        ask.range().map(r -> r.upper().doubleValue()).orElse(Double.POSITIVE_INFINITY),
        switch (steps.selection()) {
          case DEVIATION -> new LargestDeviation();
          case GRADIENT -> new LargestGradient(new JavaGemm());
        },
        steps.search(),
        steps.feature(),
        1);
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
