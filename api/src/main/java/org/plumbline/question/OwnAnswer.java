package org.plumbline.question;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;

/**
 * What a network takes an input for, in double arithmetic.
 *
 * @param classes of the greatest output, ascending: one, or several that are equal; none where an
 *     output is not a number
 */
public record OwnAnswer(List<Integer> classes) {
  public static OwnAnswer of(Network network, double[] input) {
    double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, input);
    if (Arrays.stream(y).anyMatch(Double::isNaN)) {
      return new OwnAnswer(List.of());
    }
    double most = Arrays.stream(y).max().orElseThrow();
    return new OwnAnswer(IntStream.range(0, y.length).filter(j -> y[j] == most).boxed().toList());
  }

  /** The first of the classes. */
  public OptionalInt label() {
    return classes.isEmpty() ? OptionalInt.empty() : OptionalInt.of(classes.get(0));
  }

  public boolean isOnly(int label) {
    return classes.equals(List.of(label));
  }

  /** For people. */
  public String words() {
    if (classes.isEmpty()) {
      return "the network gives it no class: an output is not a number";
    }
    String all = classes.stream().map(String::valueOf).collect(Collectors.joining(" and "));
    return classes.size() == 1
        ? "the network takes it for class " + all
        : "the network takes it for classes " + all + " alike";
  }
}
