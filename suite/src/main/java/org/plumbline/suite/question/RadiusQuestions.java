package org.plumbline.suite.question;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Model;
import org.plumbline.api.Verification;
import org.plumbline.question.Digest;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.file.Ask;

/** A question for each input: how far it can move. */
record RadiusQuestions(EntryQuestions entry, Ask.Radius ask) {

  AskedSuite.Made made() {
    GivenInputs inputs = GivenInputs.of(ask.inputs());
    List<Asked> questions = inputs.chosen().stream().map(this::question).toList();
    return AskedSuite.Made.of(entry.entry().requirement(), questions, inputs.isSample());
  }

  private Asked question(GivenInput input) {
    OptionalInt label = EntryQuestions.label(ask.label(), input);
    LocalRobustness near =
        EntryQuestions.keeping(label).apply(EntryQuestions.with(ask.values(), input.around()));
    Verification required = within(near, ask.least()).verification();
    String key = Digest.hex(Digest.of("radius " + ask.precision() + " " + required.key().sha256()));
    SuiteQuestion asked =
        entry.question(
            input.name(),
            key,
            entry.networkName()
                + " keeps "
                + (label.isPresent() ? "class " + label.getAsInt() : "its own class")
                + " at least as far as "
                + ask.least().toPlainString()
                + " from "
                + input.words(),
            Subject.of(input).within(ask.least().toPlainString()));
    return new RadiusQuestion(
        asked,
        distance -> within(near, distance, asked),
        new RadiusQuestion.Wanted(ask.least(), widest(), ask.precision()));
  }

  private VerifiedQuestion within(LocalRobustness near, BigDecimal distance) {
    return within(near, distance, null);
  }

  private VerifiedQuestion within(LocalRobustness near, BigDecimal distance, SuiteQuestion asked) {
    Model network = entry.network();
    LocalRobustness moved = near.epsilon(distance.toPlainString());
    Verification verification = entry.choosing(Verification.of(network, moved));
    return new VerifiedQuestion(
        asked,
        verification,
        certificate -> CertificateCheck.of(network, moved, certificate),
        found -> RobustnessQuestions.picture(moved, network, ask.values(), found),
        () -> EntryQuestions.utf8(verification.text()));
  }

  /** No input can move further than this; empty without a range. */
  private Optional<BigDecimal> widest() {
    return ask.values().range().map(r -> r.upper().subtract(r.lower()));
  }
}
