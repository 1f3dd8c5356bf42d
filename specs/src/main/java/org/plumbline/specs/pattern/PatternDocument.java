package org.plumbline.specs.pattern;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The fields of a {@link PatternFile}.
 *
 * @param network SHA-256 of the unpacked network file
 * @param data SHA-256 of the unpacked files of images and labels, one after the other
 * @param first number of the first image
 * @param images how many, of all classes
 * @param protocol {@code all} or {@code correct}
 * @param convention the only one there is: a neuron is active above 0
 * @param activationLayers neurons of each
 */
record PatternDocument(
    String format,
    String network,
    String data,
    int first,
    int images,
    String protocol,
    BigDecimal delta,
    String convention,
    String note,
    int[] activationLayers,
    List<Entry> patterns) {
  private static final String FORMAT = "plumbline-pattern-1";
  private static final String CONVENTION = "active: pre-activation > 0, inactive: <= 0";

  /**
   * @param label written as {@code class}
   * @param active neurons, a list per layer
   * @param inactive neurons, a list per layer
   * @param activeCounts of how many samples each neuron is active, a list per layer; or no list
   */
  record Entry(
      @JsonProperty("class") int label,
      int samples,
      int[][] active,
      int[][] inactive,
      int[][] activeCounts) {

    static Entry of(ClassPattern of, int[] widths) {
      return new Entry(
          of.label(),
          of.samples(),
          neurons(of.pattern(), widths.length, Phase.ACTIVE),
          neurons(of.pattern(), widths.length, Phase.INACTIVE),
          of.activeCounts().length == 0 ? new int[0][] : byLayer(of.activeCounts(), widths));
    }

    private static int[][] neurons(ActivationPattern pattern, int layers, Phase phase) {
      int[][] neurons = new int[layers][];
      Arrays.setAll(neurons, k -> pattern.neurons(k + 1, phase));
      return neurons;
    }

    private static int[][] byLayer(int[] counts, int[] widths) {
      NeuronNumbers numbers = NeuronNumbers.of(widths);
      int[][] parts = new int[widths.length][];
      Arrays.setAll(
          parts, k -> Arrays.copyOfRange(counts, numbers.first(k + 1), numbers.first(k + 2)));
      return parts;
    }

    ClassPattern pattern(int[] widths) {
      List<Literal> literals = new ArrayList<>();
      add(active, Phase.ACTIVE, widths, literals);
      add(inactive, Phase.INACTIVE, widths, literals);
      return new ClassPattern(
          label, samples, ActivationPattern.of(widths, literals), counts(widths));
    }

    private void add(int[][] neurons, Phase phase, int[] widths, List<Literal> literals) {
      if (neurons.length != widths.length) {
        throw new IllegalArgumentException(
            "class "
                + label
                + " has neurons of "
                + neurons.length
                + " layers, not "
                + widths.length);
      }
      for (int k = 0; k < neurons.length; k++) {
        for (int neuron : neurons[k]) {
          literals.add(new Literal(k + 1, neuron, phase));
        }
      }
    }

    private int[] counts(int[] widths) {
      if (activeCounts.length == 0) {
        return new int[0];
      } else if (!Arrays.equals(widths, lengths())) {
        throw new IllegalArgumentException("class " + label + " has no count for each neuron");
      }
      int[] counts = Arrays.stream(activeCounts).flatMapToInt(Arrays::stream).toArray();
      if (Arrays.stream(counts).anyMatch(count -> count < 0 || count > samples)) {
        throw new IllegalArgumentException(
            "class " + label + " has a count that is not between 0 and " + samples);
      }
      return counts;
    }

    private int[] lengths() {
      return Arrays.stream(activeCounts).mapToInt(layer -> layer.length).toArray();
    }
  }

  static PatternDocument of(PatternFile file) {
    Provenance from = file.provenance();
    return new PatternDocument(
        FORMAT,
        from.network(),
        from.data(),
        from.first(),
        from.images(),
        from.protocol().name().toLowerCase(Locale.ROOT),
        from.delta(),
        CONVENTION,
        from.note(),
        file.widths(),
        file.patterns().stream().map(pattern -> Entry.of(pattern, file.widths())).toList());
  }

  /**
   * @throws IllegalArgumentException naming the field that has a wrong value
   */
  PatternFile file() {
    require(FORMAT, "format", format);
    require(CONVENTION, "convention", convention);
    return new PatternFile(
        new Provenance(network, data, first, images, protocolOf(protocol), delta, note),
        activationLayers,
        patterns.stream().map(entry -> entry.pattern(activationLayers)).toList());
  }

  private static Provenance.Protocol protocolOf(String protocol) {
    for (Provenance.Protocol one : Provenance.Protocol.values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(protocol)) {
        return one;
      }
    }
    throw new IllegalArgumentException("\"protocol\" is " + protocol + ", not all or correct");
  }

  private static void require(String wanted, String field, String value) {
    if (!wanted.equals(value)) {
      throw new IllegalArgumentException(
          "\"" + field + "\" is \"" + value + "\", not \"" + wanted + "\"");
    }
  }
}
