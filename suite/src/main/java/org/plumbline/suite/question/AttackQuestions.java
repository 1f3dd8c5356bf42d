package org.plumbline.suite.question;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.Falsification;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Model;
import org.plumbline.api.Verification;
import org.plumbline.question.Digest;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.file.Ask;

/** A question for each input: whether an attack by queries finds one near it of another class. */
record AttackQuestions(EntryQuestions entry, Ask.Attack ask) {

  AskedSuite.Made made() {
    GivenInputs inputs = GivenInputs.of(ask.inputs());
    List<Asked> questions = inputs.chosen().stream().map(this::question).toList();
    return AskedSuite.Made.of(entry.entry().requirement(), questions, inputs.isSample());
  }

  private Asked question(GivenInput input) {
    OptionalInt label = EntryQuestions.label(ask.label(), input);
    LocalRobustness near =
        EntryQuestions.keeping(label)
            .apply(EntryQuestions.with(ask.values(), input.around()))
            .epsilon(ask.epsilon());
    Model network = entry.network();
    Verification verification = entry.choosing(Verification.of(network, near)).seed(ask.seed());
    Falsification how = ask.how();
    String key = "falsify " + how.method() + " " + how.queries() + " " + verification.key();
    SuiteQuestion asked =
        entry.question(
            input.name(),
            Digest.hex(Digest.of(key)),
            words(input, label),
            Subject.of(input).within(ask.epsilon()));
    return new VerifiedQuestion(
        asked,
        verification,
        certificate -> CertificateCheck.of(network, near, certificate),
        found -> RobustnessQuestions.picture(near, network, ask.values(), found),
        () -> EntryQuestions.utf8(verification.text()),
        searching -> searching.falsify(how));
  }

  private String words(GivenInput input, OptionalInt label) {
    return "a search of "
        + String.format(Locale.ROOT, "%,d", ask.how().queries())
        + " queries finds no input to which "
        + entry.networkName()
        + " gives another class than "
        + (label.isPresent() ? "class " + label.getAsInt() : "its own")
        + " and whose values are each within "
        + ask.epsilon()
        + " of those of "
        + input.words();
  }
}
