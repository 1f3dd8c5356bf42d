package org.plumbline.suite.question;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.Model;
import org.plumbline.api.Verification;
import org.plumbline.api.VnnLib;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.file.Ask;

/**
 * A question for each cell of a domain. Neighbours share the same decimal as their border, so that
 * the cells cover all of the domain.
 */
record DomainQuestions(EntryQuestions entry, Ask.Domain ask) {

  AskedSuite.Made made() {
    Model network = entry.network();
    int inputs = network.inputSize();
    if (inputs != ask.inputs().size()) {
      throw entry.refused(
          "the domain has "
              + ask.inputs().size()
              + " inputs, and "
              + entry.networkName()
              + " takes "
              + inputs);
    }
    int outputs = network.outputSize();
    List<Asked> questions = new ArrayList<>();
    int cells = ask.inputs().stream().mapToInt(Ask.Axis::cells).reduce(1, Math::multiplyExact);
    BigDecimal volume = BigDecimal.ONE.divide(BigDecimal.valueOf(cells), MathContext.DECIMAL64);
    for (int k = 0; k < cells; k++) {
      questions.add(question(network, place(k), outputs, volume));
    }
    return AskedSuite.Made.of(entry.entry().requirement(), questions, false);
  }

  /** Which cell of each input the k-th one is; the last input changes first. */
  private int[] place(int k) {
    int[] place = new int[ask.inputs().size()];
    int rest = k;
    for (int i = place.length - 1; i >= 0; i--) {
      place[i] = rest % ask.inputs().get(i).cells();
      rest /= ask.inputs().get(i).cells();
    }
    return place;
  }

  private static BigDecimal border(Ask.Axis axis, int number) {
    if (number == 0 || number == axis.cells()) {
      return number == 0 ? axis.range().lower() : axis.range().upper();
    }
    BigDecimal width = axis.range().upper().subtract(axis.range().lower());
    return axis.range()
        .lower()
        .add(
            width
                .multiply(BigDecimal.valueOf(number))
                .divide(BigDecimal.valueOf(axis.cells()), MathContext.DECIMAL64));
  }

  private Asked question(Model network, int[] place, int outputs, BigDecimal volume) {
    String name =
        "cell-" + IntStream.of(place).mapToObj(Integer::toString).collect(Collectors.joining("-"));
    String text = text(place, outputs);
    VnnLib property = VnnLib.of(name, text);
    Verification verification = entry.choosing(Verification.of(network, property));
    SuiteQuestion asked =
        entry.question(name, verification.key().sha256(), words(place), Subject.cell(volume));
    return new VerifiedQuestion(
        asked,
        verification,
        certificate -> CertificateCheck.of(network, property, certificate),
        StoredCounterexample::withoutImage,
        () -> EntryQuestions.utf8(text));
  }

  private String words(int[] place) {
    String cell =
        IntStream.range(0, place.length)
            .mapToObj(i -> words(ask.inputs().get(i), place[i]))
            .collect(Collectors.joining(", "));
    return entry.networkName()
        + (ask.output() instanceof Ask.OutputClaim.Label label
            ? " gives class " + label.label() + " for "
            : " never has a forbidden output for ")
        + cell;
  }

  private static String words(Ask.Axis axis, int number) {
    String unit = axis.unit().isEmpty() ? "" : " " + axis.unit();
    return axis.name()
        + " from "
        + border(axis, number).toPlainString()
        + " to "
        + border(axis, number + 1).toPlainString()
        + unit;
  }

  /** VNN-LIB says what is forbidden. */
  private String text(int[] place, int outputs) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, place.length).forEach(i -> declare(text, "X_" + i));
    IntStream.range(0, outputs).forEach(j -> declare(text, "Y_" + j));
    for (int i = 0; i < place.length; i++) {
      Ask.Axis axis = ask.inputs().get(i);
      bound(text, ">=", i, border(axis, place[i]));
      bound(text, "<=", i, border(axis, place[i] + 1));
    }
    return text.append("(assert ").append(forbidden(outputs)).append(")\n").toString();
  }

  private static void declare(StringBuilder text, String name) {
    text.append("(declare-const ").append(name).append(" Real)\n");
  }

  private static void bound(StringBuilder text, String sign, int input, BigDecimal end) {
    text.append("(assert (").append(sign).append(" X_").append(input).append(' ');
    text.append(end.toPlainString()).append("))\n");
  }

  private String forbidden(int outputs) {
    if (ask.output() instanceof Ask.OutputClaim.Never never) {
      return never.assertion();
    }
    int label = ((Ask.OutputClaim.Label) ask.output()).label();
    if (label >= outputs || outputs < 2) {
      throw entry.refused("there is no class " + label + " among " + outputs + " outputs");
    }
    return IntStream.range(0, outputs)
        .filter(j -> j != label)
        .mapToObj(j -> "(and (>= Y_" + j + " Y_" + label + "))")
        .collect(Collectors.joining(" ", "(or ", ")"));
  }
}
