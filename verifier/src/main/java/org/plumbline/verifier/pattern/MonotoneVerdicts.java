package org.plumbline.verifier.pattern;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Remembers answers and what follows from them: more literals leave fewer inputs, so that what is
 * proved under some is proved under more, and what is violated under some is violated under fewer.
 * What was out of reach under some literals is taken to be so under fewer.
 */
public final class MonotoneVerdicts implements Decider {
  private final Decider decider;
  private final List<BitSet> proved = new ArrayList<>();
  private final List<BitSet> open = new ArrayList<>();
  private int asked;

  public MonotoneVerdicts(Decider decider) {
    this.decider = decider;
  }

  @Override
  public Answer ask(BitSet literals) {
    if (proved.stream().anyMatch(fewer -> contains(literals, fewer))) {
      return new Answer(true, Optional.empty());
    } else if (open.stream().anyMatch(more -> contains(more, literals))) {
      return new Answer(false, Optional.empty());
    }
    asked++;
    Answer answer = decider.ask((BitSet) literals.clone());
    (answer.isProved() ? proved : open).add((BitSet) literals.clone());
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
