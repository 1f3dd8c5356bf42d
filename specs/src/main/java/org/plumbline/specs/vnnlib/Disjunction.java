package org.plumbline.specs.vnnlib;

import java.util.ArrayList;
import java.util.List;

/**
 * Alternatives, each a conjunction of atoms. Distributing {@code and} over {@code or} multiplies
 * them, so every size is checked before it is built.
 */
public record Disjunction(List<Atom[]> alternatives, long atoms) implements NormalForm {
  /** One alternative without atoms. */
  public static final Disjunction TRUE = new Disjunction(List.<Atom[]>of(new Atom[0]), 0);

  /** No alternative. */
  public static final Disjunction FALSE = new Disjunction(List.of(), 0);

  @Override
  public int conjuncts() {
    return alternatives.size();
  }

  @Override
  public Atom[] conjunct(int k) {
    return alternatives.get(k);
  }

  /** Any of them. */
  public static Disjunction or(List<NormalForm> operands) throws RefusedException {
    long conjuncts = 0;
    long atoms = 0;
    for (NormalForm operand : operands) {
      conjuncts += operand.conjuncts();
      atoms += operand.atoms();
    }
    Room.ofJava().require(conjuncts, atoms);
    List<Atom[]> alternatives = new ArrayList<>((int) conjuncts);
    for (NormalForm operand : operands) {
      for (int k = 0; k < operand.conjuncts(); k++) {
        alternatives.add(operand.conjunct(k));
      }
    }
    return new Disjunction(alternatives, atoms);
  }

  /** All of them, distributed. */
  public static Disjunction and(List<NormalForm> operands) throws RefusedException {
    List<Atom> common = new ArrayList<>(operands.size());
    List<NormalForm> choices = new ArrayList<>();
    for (NormalForm operand : operands) {
      if (operand.conjuncts() == 0) {
        return FALSE;
      } else if (operand instanceof Atom atom) {
        common.add(atom);
      } else if (operand.conjuncts() == 1) {
        common.addAll(List.of(operand.conjunct(0)));
      } else {
        choices.add(operand);
      }
    }
    Room.ofJava().require(1, common.size());
    Atom[] base = common.toArray(new Atom[0]);
    Disjunction product = new Disjunction(List.<Atom[]>of(base), base.length);
    for (NormalForm choice : choices) {
      product = product.times(choice);
    }
    return product;
  }

  private Disjunction times(NormalForm choice) throws RefusedException {
    long conjuncts = (long) conjuncts() * choice.conjuncts();
    long total = atoms * choice.conjuncts() + choice.atoms() * conjuncts();
    Room.ofJava().require(conjuncts, total);
    List<Atom[]> product = new ArrayList<>((int) conjuncts);
    for (Atom[] left : alternatives) {
      for (int k = 0; k < choice.conjuncts(); k++) {
        product.add(concatenated(left, choice.conjunct(k)));
      }
    }
    return new Disjunction(product, total);
  }

  private static Atom[] concatenated(Atom[] left, Atom[] right) {
    Atom[] both = new Atom[left.length + right.length];
    System.arraycopy(left, 0, both, 0, left.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }
}
