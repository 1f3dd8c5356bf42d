package org.plumbline.suite.question;

import java.util.List;
import java.util.OptionalInt;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Model;
import org.plumbline.api.Pattern;
import org.plumbline.api.Verification;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PatternsFile;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.file.Ask;

/**
 * A question for each input: whether those near it that follow the pattern of its class keep it.
 */
record PatternQuestions(EntryQuestions entry, Ask.InPattern ask) {

  AskedSuite.Made made() {
    requireOwnPatterns();
    GivenInputs inputs = GivenInputs.of(ask.inputs());
    List<Asked> questions = inputs.chosen().stream().map(this::question).toList();
    return AskedSuite.Made.of(entry.entry().requirement(), questions, inputs.isSample());
  }

  /** Patterns of another network say nothing of this one. */
  private void requireOwnPatterns() {
    NetworkFile file = entry.readNetwork();
    try {
      PatternsFile.read(ask.patterns(), file, file.realNetwork());
    } catch (ParseException e) {
      throw entry.refused("patterns: " + e.getMessage());
    }
  }

  private Asked question(GivenInput input) {
    Model network = entry.network();
    LocalRobustness open = EntryQuestions.with(ask.values(), input.around()).epsilon(ask.epsilon());
    OptionalInt said = EntryQuestions.label(ask.label(), input);
    int label = said.isPresent() ? said.getAsInt() : open.seenBy(network).asked().label();
    LocalRobustness near = open.label(label);
    Pattern pattern = Pattern.read(ask.patterns(), label);
    Verification verification = entry.choosing(Verification.of(network, near)).pattern(pattern);
    SuiteQuestion asked =
        entry.question(
            input.name(),
            verification.key().sha256(),
            entry.networkName()
                + " gives class "
                + label
                + " to every input within "
                + ask.epsilon()
                + " of "
                + input.words()
                + " that follows the pattern of this class in "
                + ask.patterns().getFileName(),
            Subject.of(input).within(ask.epsilon()));
    return new VerifiedQuestion(
        asked,
        verification,
        certificate -> CertificateCheck.of(network, near, certificate).pattern(pattern),
        found -> RobustnessQuestions.picture(near, network, ask.values(), found),
        () -> EntryQuestions.utf8(verification.text()));
  }
}
