package org.plumbline.suite.file;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.falsifier.choice.AttackKind;
import org.plumbline.falsifier.choice.ChosenAttack;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.suite.QuestionKind;
import org.plumbline.verifier.dlv.Selection;
import org.plumbline.verifier.dlv.search.SearchKind;

/** What an entry asks. */
public sealed interface Ask {
  /** Of which kind it is. */
  QuestionKind kind();

  /**
   * Whether the class stays the same within each ε of each input.
   *
   * @param epsilons decimals or fractions
   * @param label the class to keep
   */
  record Robustness(Inputs inputs, List<String> epsilons, KeptClass label, Values values)
      implements Ask {
    @Override
    public QuestionKind kind() {
      return QuestionKind.ROBUSTNESS;
    }
  }

  /** Which class is to be kept. */
  enum Kept {
    /** The label that the data give, or the network's own class where they give none. */
    GIVEN,
    /** The network's own. */
    OWN,
    /** One that the file names. */
    NAMED
  }

  /** The class that is to be kept. */
  record KeptClass(Kept kept, OptionalInt named) {
    /** The label that the data give, or the network's own class where they give none. */
    public static final KeptClass GIVEN = new KeptClass(Kept.GIVEN, OptionalInt.empty());
  }

  /**
   * What values of inputs may be, and what happens to them before the network sees them.
   *
   * @param range two decimals that values never leave
   * @param mean decimals, one for a channel or one for all; empty where nothing is subtracted
   * @param deviation as many, positive
   */
  record Values(Optional<Range> range, List<BigDecimal> mean, List<BigDecimal> deviation) {
    /** Copies the lists. */
    public Values {
      mean = List.copyOf(mean);
      deviation = List.copyOf(deviation);
    }
  }

  /** From one decimal to another one. */
  record Range(BigDecimal lower, BigDecimal upper) {}

  /** Properties in VNN-LIB: files in order, without repetition. */
  record Properties(List<Path> files) implements Ask {
    /** Copies the list. */
    public Properties {
      files = List.copyOf(files);
    }

    @Override
    public QuestionKind kind() {
      return QuestionKind.PROPERTIES;
    }
  }

  /**
   * How far each input may move.
   *
   * @param least what is required
   * @param precision ends once the bounds are nearer than this share of the upper one
   */
  record Radius(Inputs inputs, BigDecimal least, KeptClass label, Values values, double precision)
      implements Ask {
    @Override
    public QuestionKind kind() {
      return QuestionKind.RADIUS;
    }
  }

  /**
   * Whether two networks agree near each input.
   *
   * @param with the other network
   * @param difference of an output that is allowed; empty where the classes have to be the same
   * @param radius how far each value of an input may move
   */
  record Compare(
      Inputs inputs,
      Path with,
      Optional<BigDecimal> difference,
      BigDecimal radius,
      Optional<Range> range)
      implements Ask {
    @Override
    public QuestionKind kind() {
      return QuestionKind.COMPARE;
    }
  }

  /**
   * Whether all inputs within ε that follow a pattern keep a class.
   *
   * @param patterns file of patterns, as {@code nap mine} writes it; that of the class is meant
   */
  record InPattern(Inputs inputs, Path patterns, String epsilon, KeptClass label, Values values)
      implements Ask {
    @Override
    public QuestionKind kind() {
      return QuestionKind.PATTERN;
    }
  }

  /**
   * Whether an attack finds an input near to one, of another class.
   *
   * @param epsilon greatest distance, a decimal or fraction; in L0 a number of pixels
   * @param how it attacks, and what near means
   * @param target the class to get to, or the classes that have to come first, in order; empty for
   *     any other class
   * @param queries inputs that the network is asked about at most
   * @param seed of random choices
   */
  record Attack(
      Inputs inputs,
      String epsilon,
      KeptClass label,
      Values values,
      ChosenAttack how,
      List<Integer> target,
      long queries,
      long seed)
      implements Ask {
    /** Copies the list. */
    public Attack {
      target = List.copyOf(target);
    }

    /** Whether the library has it: any other class, each value within ε. */
    public boolean isPlain() {
      return target.isEmpty()
          && how.distance() == Distance.LINF
          && (how.kind() == AttackKind.SQUARE || how.kind() == AttackKind.BAYES);
    }

    @Override
    public QuestionKind kind() {
      return QuestionKind.FALSIFY;
    }
  }

  /**
   * Whether manipulations of salient dimensions change the class.
   *
   * @param range that values never leave
   * @param steps which manipulations
   */
  record Layerwise(Inputs inputs, KeptClass label, Optional<Range> range, Steps steps)
      implements Ask {
    @Override
    public QuestionKind kind() {
      return QuestionKind.DLV;
    }
  }

  /**
   * Which manipulations DLV looks at, and how; as the options of {@code plumbline dlv}.
   *
   * @param span length of a step at the input
   * @param spans steps to either side
   * @param feature dimensions that a single path manipulates together
   */
  record Steps(
      int layer,
      int lastLayer,
      int dimensions,
      BigDecimal span,
      int spans,
      Selection selection,
      SearchKind search,
      int feature) {

    /** Such as {@code 4 of its values move by up to 2 × 0.1 to either side}. */
    public String words() {
      return dimensions
          + (dimensions == 1 ? " of its values moves" : " of its values move")
          + " by up to "
          + spans
          + " × "
          + span.toPlainString()
          + " to either side";
    }
  }

  /**
   * A domain of named inputs.
   *
   * @param inputs in the order of the network's input
   * @param output what is asked of every output
   */
  record Domain(List<Axis> inputs, OutputClaim output) implements Ask {
    /** Copies the list. */
    public Domain {
      inputs = List.copyOf(inputs);
    }

    @Override
    public QuestionKind kind() {
      return QuestionKind.DOMAIN;
    }
  }

  /**
   * One input of a domain.
   *
   * @param unit for people
   * @param cells that its range is cut into, of the same width
   */
  record Axis(String name, String unit, Range range, int cells) {}

  /** What is asked of outputs. */
  sealed interface OutputClaim {
    /** The output of a class is greater than every other. */
    record Label(int label) implements OutputClaim {}

    /** An assertion about {@code Y_0}, {@code Y_1}, … in VNN-LIB is never true. */
    record Never(String assertion) implements OutputClaim {}
  }
}
