package org.plumbline.suite.question;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.Model;
import org.plumbline.api.Semantics;
import org.plumbline.api.Verification;
import org.plumbline.api.VnnLib;
import org.plumbline.network.model.Network;
import org.plumbline.question.NetworkFile;
import org.plumbline.specs.pair.InputRelation;
import org.plumbline.specs.pair.OutputRelation;
import org.plumbline.specs.pair.PairQuestion;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.InputShape;
import org.plumbline.specs.vnnlib2.Vnnlib2Printer;
import org.plumbline.suite.AskedNetwork;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.file.Ask;

/** A question for each input: whether two networks agree near it. It is about real numbers. */
record CompareQuestions(EntryQuestions entry, Ask.Compare ask) {

  AskedSuite.Made made() {
    if (entry.entry().semantics().filter(s -> s != Semantics.REAL).isPresent()) {
      throw entry.refused("networks are compared in real numbers; say 'semantics: real' here");
    }
    GivenInputs inputs = GivenInputs.of(ask.inputs());
    Network first = NetworkFile.of(entry.networkFile()).realNetwork();
    Network second = NetworkFile.of(ask.with()).realNetwork();
    if (first.inputSize() != second.inputSize() || first.outputSize() != second.outputSize()) {
      throw entry.refused(
          ask.with() + " has other numbers of inputs or outputs than " + entry.networkFile());
    }
    List<Asked> questions =
        inputs.chosen().stream().map(input -> question(input, first, second)).toList();
    return AskedSuite.Made.of(entry.entry().requirement(), questions, inputs.isSample());
  }

  private Asked question(GivenInput input, Network first, Network second) {
    PairQuestion pair =
        new PairQuestion(
            PairQuestion.Runs.OF_TWO_NETWORKS,
            PairQuestion.Tensors.of(first, entry.networkName()),
            PairQuestion.Tensors.of(second, ask.with().toString()),
            box(input, first),
            Collections.nCopies(first.inputSize(), new InputRelation.Same()),
            ask.difference()
                .<OutputRelation>map(OutputRelation.Differs::new)
                .orElseGet(() -> new OutputRelation.OtherClass(BigDecimal.ZERO)));
    String text = Vnnlib2Printer.print(pair.document());
    VnnLib property = VnnLib.of("near " + input.words(), text);
    Map<String, Model> models =
        Map.of(
            PairQuestion.FIRST,
            entry.network(),
            PairQuestion.SECOND,
            entry.models().of(ask.with()));
    Verification verification = Verification.of(models, property);
    return new VerifiedQuestion(
        asked(input, verification),
        verification,
        certificate -> CertificateCheck.of(models, property, certificate),
        StoredCounterexample::withoutImage,
        () -> EntryQuestions.utf8(text));
  }

  private DecimalBox box(GivenInput input, Network network) {
    InputShape shape = InputShape.of(network.input().shape(), input.layout());
    BigDecimal[] values =
        new InputReader(input.pixels(), shape).read(input.content(), input.words()).values();
    BigDecimal[] lower = new BigDecimal[values.length];
    BigDecimal[] upper = new BigDecimal[values.length];
    for (int i = 0; i < values.length; i++) {
      lower[i] = clipped(values[i].subtract(ask.radius()));
      upper[i] = clipped(values[i].add(ask.radius()));
    }
    return new DecimalBox(lower, upper);
  }

  private BigDecimal clipped(BigDecimal value) {
    return ask.range().map(r -> value.max(r.lower()).min(r.upper())).orElse(value);
  }

  private SuiteQuestion asked(GivenInput input, Verification verification) {
    List<AskedNetwork> networks =
        List.of(
            entry.models().asked(PairQuestion.FIRST, entry.networkFile()),
            entry.models().asked(PairQuestion.SECOND, ask.with()));
    String claim =
        ask.difference()
            .map(d -> " differ in no output by more than " + d.toPlainString())
            .orElse(" give the same class");
    return entry.question(
        networks,
        input.name(),
        verification.key().sha256(),
        entry.networkName()
            + " and "
            + ask.with().getFileName()
            + claim
            + " on inputs within "
            + ask.radius().toPlainString()
            + " of "
            + input.words(),
        Subject.unlabelled(input).within(ask.radius().toPlainString()));
  }
}
