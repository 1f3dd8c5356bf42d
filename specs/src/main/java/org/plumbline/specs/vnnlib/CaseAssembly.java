package org.plumbline.specs.vnnlib;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Choice;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

/**
 * Makes cases of the assertions: the bounds that all alternatives share are intersected with each
 * alternative's own. Boxes are closed, which is sound for proofs; strict ends are kept as
 * inequalities beside them. An alternative whose bounds or other comparisons exclude each other
 * drops.
 *
 * <p>Where a {@link BoundRule} narrows bounds by relations, the relations stay inequalities, too.
 */
public final class CaseAssembly {
  /** Alternatives that come of several choices and are all listed, without any more of them. */
  public static final int MOST_LISTED = 4096;

  /** For {@code mostListed}: every alternative is listed. */
  public static final int LIST_ALL = Integer.MAX_VALUE;

  private final BoundRule rule;
  private final InputBounds sharedBounds;
  private final List<LinearInequality> sharedRelations = new ArrayList<>();
  private final List<NormalForm> choices = new ArrayList<>();
  private final List<Choice> kept = new ArrayList<>();
  private final int mostListed;
  private final Map<DecimalBox, List<Polyhedron>> unsafeByBox = new LinkedHashMap<>();

  /**
   * @param inputs that a box has
   * @param mostListed alternatives of several choices; where there are more, choices over inputs
   *     alone are kept as they are, if the inputs have bounds without them
   */
  public CaseAssembly(int inputs, BoundRule rule, int mostListed) {
    this.mostListed = mostListed;
    this.rule = rule;
    this.sharedBounds = new InputBounds(inputs);
  }

  /** One more assertion; all of them hold together. */
  public void add(NormalForm assertion) {
    if (assertion instanceof Atom atom) {
      add(atom, sharedBounds, sharedRelations);
    } else if (assertion.conjuncts() == 1) {
      for (Atom atom : assertion.conjunct(0)) {
        add(atom, sharedBounds, sharedRelations);
      }
    } else {
      choices.add(assertion);
    }
  }

  private static void add(Atom atom, InputBounds bounds, List<LinearInequality> relations) {
    if (atom instanceof Atom.Bound bound) {
      bounds.tighten(bound);
    } else if (atom instanceof Atom.Relation relation) {
      relations.add(relation.inequality());
    }
  }

  /**
   * @throws RefusedException when an input has no bound in some alternative, or a limit is met
   */
  public List<Case> cases() throws RefusedException {
    Disjunction alternatives = Disjunction.and(listed());
    requireFew(alternatives);
    rule.narrow(sharedBounds, overInputs(sharedRelations));
    if (sharedBounds.isEmpty()) {
      return List.of();
    }
    List<LinearInequality> sharedStrictEnds = sharedBounds.strictEnds();
    List<Polyhedron> inSharedBox = null;
    for (Atom[] alternative : alternatives.alternatives()) {
      if (speaksOfInputsAlone(alternative)) {
        addOwnBox(alternative);
      } else {
        inSharedBox = inSharedBox == null ? unsafeIn(box(sharedBounds)) : inSharedBox;
        addPossible(polyhedron(sharedStrictEnds, alternative), inSharedBox);
      }
    }
    List<Case> cases = new ArrayList<>(unsafeByBox.size());
    unsafeByBox.values().removeIf(List::isEmpty);
    unsafeByBox.forEach((box, unsafe) -> cases.add(new Case(box, unsafe)));
    return cases;
  }

  /** Choices over inputs that are satisfied beside the cases. */
  public List<Choice> choices() {
    return List.copyOf(kept);
  }

  private List<NormalForm> listed() {
    double count = choices.stream().mapToDouble(NormalForm::conjuncts).reduce(1, (a, b) -> a * b);
    if (choices.size() < 2 || count <= mostListed || !sharedBounds.isComplete()) {
      return choices;
    }
    List<NormalForm> listed = new ArrayList<>();
    for (NormalForm choice : choices) {
      if (speaksOfOutputs(choice)) {
        listed.add(choice);
      } else {
        kept.add(asChoice(choice));
      }
    }
    return listed;
  }

  private static boolean speaksOfOutputs(NormalForm choice) {
    for (int k = 0; k < choice.conjuncts(); k++) {
      for (Atom atom : choice.conjunct(k)) {
        if (atom instanceof Atom.Relation relation && relation.inequality().speaksOfOutputs()) {
          return true;
        }
      }
    }
    return false;
  }

  private static Choice asChoice(NormalForm choice) {
    List<Polyhedron> alternatives = new ArrayList<>();
    for (int k = 0; k < choice.conjuncts(); k++) {
      List<LinearInequality> rows = new ArrayList<>();
      for (Atom atom : choice.conjunct(k)) {
        rows.add(atom.row());
      }
      alternatives.add(new Polyhedron(rows));
    }
    return new Choice(alternatives);
  }

  private void requireFew(Disjunction alternatives) throws RefusedException {
    long shared = sharedRelations.size() + sharedBounds.countStrictEnds();
    Room.ofJava()
        .require(
            alternatives.conjuncts(), alternatives.atoms() + alternatives.conjuncts() * shared);
  }

  private static boolean speaksOfInputsAlone(Atom[] alternative) {
    for (Atom atom : alternative) {
      if (!(atom instanceof Atom.Relation relation) || !relation.inequality().speaksOfOutputs()) {
        return true;
      }
    }
    return false;
  }

  private static List<LinearInequality> overInputs(List<LinearInequality> relations) {
    return relations.stream().filter(relation -> !relation.speaksOfOutputs()).toList();
  }

  private void addOwnBox(Atom[] alternative) throws RefusedException {
    InputBounds bounds = sharedBounds.copy();
    List<LinearInequality> relations = new ArrayList<>(sharedRelations);
    for (Atom atom : alternative) {
      add(atom, bounds, relations);
    }
    rule.narrow(bounds, overInputs(relations));
    if (!bounds.isEmpty()) {
      addPossible(polyhedron(bounds.strictEnds(), alternative), unsafeIn(box(bounds)));
    }
  }

  private static void addPossible(Polyhedron polyhedron, List<Polyhedron> unsafe) {
    if (!Contradiction.isIn(polyhedron.inequalities())) {
      unsafe.add(polyhedron);
    }
  }

  private List<Polyhedron> unsafeIn(DecimalBox box) throws RefusedException {
    List<Polyhedron> unsafe = unsafeByBox.computeIfAbsent(box, b -> new ArrayList<>(1));
    Room.ofJava().requireBoxes(unsafeByBox.size(), box.size());
    return unsafe;
  }

  private DecimalBox box(InputBounds bounds) throws RefusedException {
    bounds.requireComplete(rule);
    return bounds.box();
  }

  private Polyhedron polyhedron(List<LinearInequality> strictEnds, Atom[] alternative) {
    List<LinearInequality> inequalities = new ArrayList<>(strictEnds);
    inequalities.addAll(sharedRelations);
    for (Atom atom : alternative) {
      if (atom instanceof Atom.Relation relation) {
        inequalities.add(relation.inequality());
      }
    }
    return new Polyhedron(inequalities);
  }
}
