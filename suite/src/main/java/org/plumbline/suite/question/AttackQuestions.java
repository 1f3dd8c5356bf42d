package org.plumbline.suite.question;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.Falsification;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Model;
import org.plumbline.api.Verification;
import org.plumbline.falsifier.choice.AttackKind;
import org.plumbline.falsifier.choice.FeatureKind;
import org.plumbline.falsifier.choice.GameChoice;
import org.plumbline.falsifier.feature.MissingSiftException;
import org.plumbline.falsifier.feature.SiftSource;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.network.model.Network;
import org.plumbline.question.Digest;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.file.Ask;

/** A question for each input: whether an attack finds one near it of another class. */
record AttackQuestions(EntryQuestions entry, Ask.Attack ask) {

  AskedSuite.Made made() {
    GivenInputs inputs = GivenInputs.of(ask.inputs());
    List<Asked> questions =
        ask.isPlain()
            ? inputs.chosen().stream().map(this::plain).toList()
            : byAnyAttack(inputs.chosen());
    return AskedSuite.Made.of(entry.entry().requirement(), questions, inputs.isSample());
  }

  private List<Asked> byAnyAttack(List<GivenInput> inputs) {
    Network network = entry.readNetwork().realNetwork();
    int classes = network.outputSize();
    if (classes < 2) {
      throw entry.refused(
          "falsify is about classes, and " + entry.networkName() + " has one output");
    } else if (ask.target().stream().anyMatch(t -> t >= classes)) {
      throw entry.refused("target: there is no such class among " + classes);
    }
    requireFeatures();
    return inputs.stream().map(input -> byAnyAttack(input, network)).toList();
  }

  /** What a game needs is there, or said to be missing before anything is asked. */
  private void requireFeatures() {
    GameChoice game = ask.how().game();
    if (ask.how().kind() == AttackKind.GAME && game.features() == FeatureKind.SIFT) {
      try {
        SiftSource.require();
      } catch (MissingSiftException e) {
        throw entry.refused("features: " + e.getMessage());
      }
    }
  }

  private Asked byAnyAttack(GivenInput input, Network network) {
    AttackFrame frame = AttackFrame.of(input, network, ask.values());
    if (ask.how().looksInside() && !frame.isPlain()) {
      throw entry.refused(
          "gradients need a network that takes images as they are, with channels first");
    }
    Ask.Range range = ask.values().range().orElseThrow();
    String widest = range.upper().subtract(range.lower()).toPlainString();
    boolean isBox = ask.how().distance() == Distance.LINF;
    OptionalInt label = EntryQuestions.label(ask.label(), input);
    LocalRobustness near = near(input, label).epsilon(isBox ? ask.epsilon() : widest);
    Verification verification =
        entry.choosing(Verification.of(entry.network(), near)).seed(ask.seed());
    return new AttackQuestion(
        asked(input, label, ask.how() + " " + ask.epsilon() + " " + ask.target(), verification),
        entry.network(),
        near,
        verification,
        network,
        frame,
        ask);
  }

  private Asked plain(GivenInput input) {
    OptionalInt label = EntryQuestions.label(ask.label(), input);
    LocalRobustness near = near(input, label).epsilon(ask.epsilon());
    Model network = entry.network();
    Verification verification = entry.choosing(Verification.of(network, near)).seed(ask.seed());
    Falsification how =
        new Falsification(Falsification.Method.valueOf(ask.how().kind().name()), ask.queries());
    return new VerifiedQuestion(
        asked(input, label, how.method().name(), verification),
        verification,
        certificate -> CertificateCheck.of(network, near, certificate),
        found -> RobustnessQuestions.picture(near, network, ask.values(), found),
        () -> EntryQuestions.utf8(verification.text()),
        searching -> searching.falsify(how));
  }

  private LocalRobustness near(GivenInput input, OptionalInt label) {
    return EntryQuestions.keeping(label).apply(EntryQuestions.with(ask.values(), input.around()));
  }

  private SuiteQuestion asked(
      GivenInput input, OptionalInt label, String how, Verification verification) {
    String key =
        "falsify " + how + " " + ask.queries() + " " + ask.seed() + " " + verification.key();
    return entry.question(
        input.name(),
        Digest.hex(Digest.of(key)),
        words(input, label),
        Subject.of(input).within(ask.epsilon()));
  }

  private String words(GivenInput input, OptionalInt label) {
    String kept = label.isPresent() ? "class " + label.getAsInt() : "its own";
    return "a search of "
        + String.format(Locale.ROOT, "%,d", ask.queries())
        + " queries finds no input to which "
        + entry.networkName()
        + " gives "
        + (ask.target().isEmpty() ? "another class than " + kept : targeted())
        + near()
        + input.words();
  }

  private String targeted() {
    String classes =
        ask.target().stream().map(String::valueOf).collect(Collectors.joining(" before "));
    return "class " + classes + " before all others";
  }

  private String near() {
    String distance = ask.epsilon();
    return switch (ask.how().distance()) {
      case LINF -> " and whose values are each within " + distance + " of those of ";
      case L0 -> " and that differs in at most " + distance + " pixels from ";
      default -> " and that is within " + distance + " in " + ask.how().distance() + " of ";
    };
  }
}
