package org.plumbline.verifier.pattern;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Remembers answers and what follows from them: more literals leave fewer inputs, so that what is
 * proved under some is proved under more, and what is violated under some is violated under fewer.
 * What was out of reach under some literals is taken to be so under fewer. A counterexample is one
 * under all literals that it does not violate.
 */
public final class MonotoneVerdicts implements Decider {
  private final Decider decider;
  private final Function<double[], BitSet> violated;
  private final List<BitSet> proved = new ArrayList<>();
  private final List<BitSet> open = new ArrayList<>();
  private final List<Counterexample> counterexamples = new ArrayList<>();
  private int asked;

  private record Counterexample(double[] input, BitSet violated) {}

  /**
   * @param violated says which literals an input violates
   */
  public MonotoneVerdicts(Decider decider, Function<double[], BitSet> violated) {
    this.decider = decider;
    this.violated = violated;
  }

  @Override
  public Answer ask(BitSet literals) {
    if (proved.stream().anyMatch(fewer -> contains(literals, fewer))) {
      return new Answer(true, Optional.empty());
    }
    for (Counterexample known : counterexamples) {
      if (!known.violated().intersects(literals)) {
        return new Answer(false, Optional.of(known.input()));
      }
    }
    if (open.stream().anyMatch(more -> contains(more, literals))) {
      return new Answer(false, Optional.empty());
    }
    asked++;
    Answer answer = decider.ask((BitSet) literals.clone());
    (answer.isProved() ? proved : open).add((BitSet) literals.clone());
    answer
        .counterexample()
        .ifPresent(x -> counterexamples.add(new Counterexample(x, violated.apply(x))));
    return answer;
  }

  /** How many questions could not be answered from others. */
  public int asked() {
    return asked;
  }

  static boolean contains(BitSet more, BitSet fewer) {
    BitSet missing = (BitSet) fewer.clone();
    missing.andNot(more);
    return missing.isEmpty();
  }
}
