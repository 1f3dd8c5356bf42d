package org.plumbline.cli.nap;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.plumbline.specs.pattern.ActivationPattern;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.PatternFile;
import org.plumbline.specs.pattern.PatternPair;
import org.plumbline.specs.pattern.Phase;
import org.plumbline.specs.pattern.Provenance;

/** What a file of patterns says, in words. */
record PatternWords(PatternFile file) {
  private static final String ROW = "%6s %8s %9s %7s   %s%n";

  /**
   * @param listed a class whose neurons are to be listed
   */
  void print(PrintWriter out, Optional<Integer> listed) {
    Provenance from = file.provenance();
    out.println(origin());
    out.println("Network: SHA-256 " + from.network());
    out.println("Data:    SHA-256 " + from.data());
    out.println("Activation layers of " + Arrays.toString(file.widths()) + " neurons");
    out.printf(ROW, "class", "samples", "literals", "active", "active + inactive by layer");
    for (ClassPattern one : file.patterns()) {
      ActivationPattern pattern = one.pattern();
      out.printf(
          ROW, one.label(), one.samples(), pattern.size(), pattern.activeCount(), byLayer(pattern));
    }
    long disjoint =
        PatternPair.of(file.patterns()).stream().filter(PatternPair::isDisjoint).count();
    int pairs = file.patterns().size() * (file.patterns().size() - 1) / 2;
    out.println("Pairs of classes with opposite literals: " + disjoint + " of " + pairs);
    listed.ifPresent(label -> list(label, out));
    out.flush();
  }

  String origin() {
    Provenance from = file.provenance();
    String samples =
        from.protocol() == Provenance.Protocol.ALL ? "all samples" : "correctly classified samples";
    return "Patterns of "
        + file.patterns().size()
        + " classes, mined from "
        + samples
        + " among "
        + from.images()
        + ", delta "
        + MiningReport.plain(from.delta())
        + (from.note().isEmpty() ? "" : "; " + from.note());
  }

  private static String byLayer(ActivationPattern pattern) {
    return IntStream.rangeClosed(1, pattern.widths().length)
        .mapToObj(
            layer ->
                pattern.neurons(layer, Phase.ACTIVE).length
                    + " + "
                    + pattern.neurons(layer, Phase.INACTIVE).length)
        .collect(Collectors.joining(", "));
  }

  private void list(int label, PrintWriter out) {
    ClassPattern found = file.of(label).orElseThrow();
    for (Phase phase : Phase.values()) {
      for (int layer = 1; layer <= file.widths().length; layer++) {
        int[] neurons = found.pattern().neurons(layer, phase);
        String names =
            IntStream.of(neurons).mapToObj(String::valueOf).collect(Collectors.joining(" "));
        out.println(
            "Class "
                + label
                + ", layer "
                + layer
                + (phase == Phase.ACTIVE ? ", active:   " : ", inactive: ")
                + (neurons.length == 0 ? "none" : names));
      }
    }
  }
}
