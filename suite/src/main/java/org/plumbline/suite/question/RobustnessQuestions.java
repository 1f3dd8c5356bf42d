package org.plumbline.suite.question;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.Counterexample;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Model;
import org.plumbline.api.SeenInput;
import org.plumbline.api.Verification;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.file.Ask;

/** A question for each input and each ε. */
record RobustnessQuestions(EntryQuestions entry, Ask.Robustness ask) {

  AskedSuite.Made made() {
    GivenInputs inputs = GivenInputs.of(ask.inputs());
    List<Asked> questions = new ArrayList<>();
    for (String epsilon : ask.epsilons()) {
      for (GivenInput input : inputs.chosen()) {
        questions.add(question(input, epsilon));
      }
    }
    return AskedSuite.Made.of(entry.entry().requirement(), questions, inputs.isSample());
  }

  private Asked question(GivenInput input, String epsilon) {
    OptionalInt label = EntryQuestions.label(ask.label(), input);
    LocalRobustness near =
        EntryQuestions.keeping(label)
            .apply(EntryQuestions.with(ask.values(), input.around()))
            .epsilon(epsilon);
    Model network = entry.network();
    Verification verification = entry.choosing(Verification.of(network, near));
    String suffix = ask.epsilons().size() > 1 ? " at " + epsilon.replace('/', '÷') : "";
    SuiteQuestion asked =
        entry.question(
            input.name() + suffix,
            verification.key().sha256(),
            words(input, label, epsilon),
            Subject.of(input).within(epsilon));
    return new VerifiedQuestion(
        asked,
        verification,
        certificate -> CertificateCheck.of(network, near, certificate),
        found -> picture(near, network, ask.values(), found),
        () -> EntryQuestions.utf8(verification.text()));
  }

  private String words(GivenInput input, OptionalInt label, String epsilon) {
    String kept = label.isPresent() ? "class " + label.getAsInt() : "its own class";
    return entry.networkName()
        + " gives "
        + kept
        + " to every input whose values are each within "
        + epsilon
        + " of those of "
        + input.words();
  }

  /** What is needed to show a counterexample beside its original. */
  static StoredCounterexample picture(
      LocalRobustness near, Model network, Ask.Values values, Counterexample found) {
    SeenInput seen = near.seenBy(network);
    return new StoredCounterexample(
        found,
        seen.values(),
        seen.shape(),
        values.mean().stream().map(Number::doubleValue).toList(),
        values.deviation().stream().map(Number::doubleValue).toList());
  }
}
