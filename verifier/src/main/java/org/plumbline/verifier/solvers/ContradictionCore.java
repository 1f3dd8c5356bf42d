package org.plumbline.verifier.solvers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.plumbline.encodings.system.Choice;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.ConstraintSystem.Variable;
import org.plumbline.encodings.system.Solution;
import org.plumbline.specs.query.Budget;

/**
 * What a proof by a solver rests on: constraints that contradict each other already. It need not be
 * the smallest such set; what is not named does not matter to this proof.
 *
 * @param inputs whose range matters, out of all inputs
 * @param bounded neurons whose bounds matter, which in turn rest on the inputs that lead to them
 * @param choices undecided phases that matter, all of their alternatives; out of all
 * @param decided phases that bounds decided and that matter, with the alternative
 */
record ContradictionCore(
    int allInputs,
    List<String> inputs,
    List<String> bounded,
    int allChoices,
    List<String> choices,
    List<String> decided) {
  private static final long MILLIS = 1_000;

  /**
   * The core of a contradiction. Bounds of neurons hide the inputs that they rest on; so the solver
   * is asked once more without them, for a moment.
   *
   * @param found the contradiction in the system
   */
  static ContradictionCore of(
      ConstraintSystem system, Solution.Infeasible found, ConstraintSolver solver, Budget budget) {
    ContradictionCore core = of(system, found.core());
    if (core.bounded().isEmpty()) {
      return core;
    }
    List<Variable> variables = new ArrayList<>(system.variables().subList(0, system.inputs()));
    for (Variable neuron : system.variables().subList(system.inputs(), system.variables().size())) {
      variables.add(new Variable(neuron.name(), null, null));
    }
    ConstraintSystem bare =
        new ConstraintSystem(system.inputs(), variables, system.constraints(), system.choices());
    Budget own = Budget.ofMillis(Math.min(MILLIS, budget.remainingMillis()));
    return solver.solve(bare, own) instanceof Solution.Infeasible again
        ? of(bare, again.core())
        : core;
  }

  /**
   * @param core names of constraints, choices, and ends of variables; empty if nobody knows
   */
  static ContradictionCore of(ConstraintSystem system, List<String> core) {
    Set<String> named = new HashSet<>(core);
    List<String> ranged =
        system.variables().stream()
            .map(Variable::name)
            .map(
                x ->
                    named.contains(x + " from below") || named.contains(x + " from above") ? x : "")
            .toList();
    List<String> choices =
        system.choices().stream().map(Choice::name).filter(named::contains).toList();
    List<String> decided =
        system.constraints().stream()
            .map(ConstraintSystem.Named::name)
            .filter(name -> isDecided(name) && named.contains(name))
            .distinct()
            .toList();
    return new ContradictionCore(
        system.inputs(),
        named(ranged.subList(0, system.inputs())),
        named(ranged.subList(system.inputs(), ranged.size())),
        system.choices().size(),
        choices,
        decided);
  }

  private static List<String> named(List<String> names) {
    return names.stream().filter(name -> !name.isEmpty()).toList();
  }

  /** Of "sum 3.17", "Relu 4.17 hull" and "Relu 4.17 on" the last one. */
  private static boolean isDecided(String name) {
    return name.matches(".* \\d+\\.\\d+ .+") && !name.endsWith(" hull");
  }

  /** In words; none where nothing is known. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, inputs, "of " + allInputs + " inputs, the range matters of ");
    add(lines, bounded, "bounds matter of neurons, ");
    add(lines, choices, "of " + allChoices + " undecided phases, it takes both of ");
    add(lines, decided, "it takes decided phases, ");
    return lines;
  }

  private static void add(List<String> lines, List<String> names, String what) {
    if (!names.isEmpty()) {
      lines.add(what + names.size() + ": " + String.join(", ", names));
    }
  }
}
