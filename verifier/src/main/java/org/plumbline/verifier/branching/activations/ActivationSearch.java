package org.plumbline.verifier.branching.activations;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.Step;
import org.plumbline.encodings.network.LayerBounds;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.branching.clipping.NeuronForms;
import org.plumbline.verifier.branching.clipping.SubproblemClipper;
import org.plumbline.verifier.branching.programs.RelaxedProgram;
import org.plumbline.verifier.branching.root.OpenNeurons;
import org.plumbline.verifier.branching.root.Refinement;
import org.plumbline.verifier.branching.root.RootBounds;
import org.plumbline.verifier.branching.root.RootReduction;
import org.plumbline.verifier.branching.root.RootRefinement;
import org.plumbline.verifier.branching.root.RootStages;
import org.plumbline.verifier.branching.search.SearchPlan;
import org.plumbline.verifier.branching.search.SearchSetup;
import org.plumbline.verifier.branching.search.SubproblemSearch;
import org.plumbline.verifier.branching.search.Workers;
import org.plumbline.verifier.branching.space.Evaluator;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.branching.trees.NeuronTrees;
import org.plumbline.verifier.proof.RootRows;

/**
 * A search by activation splits, on the network reduced to its open neurons where there is one case
 * to reduce it for. A search that turns out to be long begins again from narrower bounds once it
 * has cost a share of what narrowing them costs.
 */
public final class ActivationSearch {
  /** The search is begun again when it has cost this share of the refinement. */
  private static final double PATIENCE = 0.4;

  /** For a search that will be long: small trees did not end it, or it follows a long one. */
  private static final double PATIENCE_WHERE_LONG = 0.1;

  /** What literals gain by narrower bounds splits hardly make up for. */
  private static final double PATIENCE_UNDER_PREMISE = 0.001;

  /** A subproblem with a linear program costs more than its multiply-adds. */
  private static final double PATIENCE_OF_PROGRAMS = 0.01;

  /** Trees that leave a larger share of the neurons open are followed by no larger ones. */
  private static final double MOST_LEFT_OPEN = 0.96;

  private final SearchSetup setup;
  private final List<BatchBounds> roots;
  private final BitSet empty;
  private final List<RootRows> rows;
  private final List<Step> derivation;
  private final Consumer<List<BatchBounds>> stages;
  private ErrorCharges charges;
  private final Deque<RefinementPlan.Stage> plan;
  private double spent;
  private boolean isFullSaid;
  private boolean hasTrees;
  private Optional<Refinement> refinement;
  private SubproblemSearch search;

  /**
   * @param roots bounds of all neurons, a batch of one for each case
   * @param empty cases in which nothing follows the premise
   * @param rows by which slopes these were found
   * @param derivation of the rest of them
   * @param plan of how the bounds are narrowed
   * @param stages hears the bounds, each time that there are others
   */
  private ActivationSearch(
      SearchSetup setup,
      List<BatchBounds> roots,
      BitSet empty,
      List<RootRows> rows,
      List<Step> derivation,
      List<RefinementPlan.Stage> plan,
      Consumer<List<BatchBounds>> stages) {
    this.setup = setup;
    this.roots = new ArrayList<>(roots);
    this.empty = empty;
    this.rows = new ArrayList<>(rows);
    this.derivation = derivation;
    this.plan = new ArrayDeque<>(plan);
    this.stages = stages;
    this.charges = new ErrorCharges(BatchBounds.hull(roots));
    reduce();
    noteIfFull();
    this.refinement = nextRefinement();
  }

  /** Bounds all neurons first; empty if the time ran out. */
  public static Optional<ActivationSearch> of(SearchSetup setup, Budget budget) {
    return of(setup, bounds -> {}, budget);
  }

  /**
   * A search of the same question as another one, which bounded all neurons.
   *
   * @param stages bounds that the other search had
   * @throws IllegalArgumentException if they are those of another network
   */
  public static ActivationSearch resumed(SearchSetup setup, RootStages stages) {
    List<BatchBounds> roots = new ArrayList<>();
    List<RootRows> rows = new ArrayList<>();
    List<List<LayerBounds>> all = stages.all();
    for (LayerBounds known : all.get(0)) {
      BatchBounds bounds = RootStages.bounds(known, setup.network());
      RootRows own = new RootRows(setup.asked().depth(), setup.asked().origin());
      for (int k = 1; k < setup.network().depth(); k++) {
        own.open(k, bounds);
      }
      roots.add(bounds);
      rows.add(own);
    }
    ActivationSearch resumed =
        new ActivationSearch(setup, roots, new BitSet(), rows, List.of(), List.of(), bounds -> {});
    for (List<LayerBounds> known : all.subList(1, all.size())) {
      Network network = resumed.roots.get(0).network();
      resumed.roots.set(0, RootStages.bounds(known.get(0), network));
      resumed.reduce();
    }
    return resumed;
  }

  /**
   * A search of a part of the box of the only case, whose neurons have bounds of their own.
   *
   * @param derivation of these, from those of the whole
   */
  static ActivationSearch ofPart(
      SearchSetup setup, BatchBounds bounds, RootRows rows, List<Step> derivation) {
    return new ActivationSearch(
        setup, List.of(bounds), new BitSet(), List.of(rows), derivation, List.of(), b -> {});
  }

  /**
   * Bounds all neurons first.
   *
   * @param stages hears the bounds, and narrower ones each time that there are any
   * @return empty if the time ran out
   */
  public static Optional<ActivationSearch> of(
      SearchSetup setup, Consumer<List<BatchBounds>> stages, Budget budget) {
    RootBounds rootBounds =
        new RootBounds(setup.network(), setup.space().premise(), setup.gemm(), setup.parallel());
    BitSet empty = new BitSet();
    List<BatchBounds> roots = new ArrayList<>();
    List<RootRows> rows = new ArrayList<>();
    for (int s = 0; s < setup.space().sets(); s++) {
      rows.add(new RootRows(setup.asked().depth(), setup.asked().origin()));
      BatchBounds bounds = rootBounds(rootBounds, setup, s, rows.get(s), budget);
      if (bounds == null) {
        return Optional.empty();
      }
      setup.report(setup.asked().origin()).ofRoot(bounds);
      roots.add(bounds);
      empty.set(s, rootBounds.isEmpty());
    }
    int left = rootBounds.left();
    setup
        .listener()
        .note(
            left == 0
                ? "bounds of all neurons are there"
                : "bounds of neurons are there, but for " + left + " that matter little");
    stages.accept(roots);
    List<Step> derivation = rootBounds.derivation();
    List<RefinementPlan.Stage> plan = RefinementPlan.of(setup, rootBounds);
    ActivationSearch search =
        new ActivationSearch(setup, roots, empty, rows, derivation, plan, stages);
    search.search = search.newSearch();
    return Optional.of(search);
  }

  /** Only one case can be begun again when more neurons turn out to matter. */
  private static BatchBounds rootBounds(
      RootBounds root, SearchSetup setup, int s, RootRows rows, Budget budget) {
    SearchSpace space = setup.space();
    return space.sets() == 1
        ? root.forObjective(space.set(s), space.varying(), rows, budget)
        : root.of(space.set(s), space.varying(), rows, budget);
  }

  /**
   * Goes on for about as many multiply-adds.
   *
   * @return how the search ended, or empty if it did not
   */
  public Optional<SubproblemSearch.Result> advance(double products, Budget budget) {
    double left = products;
    while (refinement.isPresent()) {
      double turn = Math.min(left, beforeRefinement(refinement.get()));
      Optional<SubproblemSearch.Result> end = search.advance(turn, budget);
      spent += turn;
      left -= turn;
      if (end.isPresent() || left == 0) {
        return end;
      }
      refine(refinement.get(), budget);
    }
    return search.advance(left, budget);
  }

  /**
   * Goes on until no bounds will be narrowed any more; then {@link #search} is all that is left.
   *
   * @return how the search ended, or empty if it did not
   */
  public Optional<SubproblemSearch.Result> advanceToLastBounds(Budget budget) {
    while (refinement.isPresent()) {
      Optional<SubproblemSearch.Result> end =
          search.advance(beforeRefinement(refinement.get()), budget);
      if (end.isPresent()) {
        return end;
      }
      refine(refinement.get(), budget);
    }
    return Optional.empty();
  }

  /** The search with the bounds that there are now. */
  public SubproblemSearch search() {
    return search;
  }

  /** Another search with these bounds, of some subproblems only; it makes no proof of a case. */
  public SubproblemSearch search(List<Subproblem> parts) {
    return newSearch(parts);
  }

  /** Bounds of the only case's neurons, as they are now. */
  BatchBounds bounds() {
    return roots.get(0);
  }

  /** By which slopes these were found, where no derivation says it. */
  RootRows rows() {
    return rows.get(0);
  }

  /** How a checker gets those of a case. */
  List<Step> steps(int number) {
    List<Step> steps = new ArrayList<>(derivation);
    steps.addAll(rows.get(number).steps());
    return steps;
  }

  /** Whether the network was so large that neurons were chosen, and is reduced. */
  boolean isReducedByObjective() {
    return rows.get(0).isChosen() && roots.get(0).network() != setup.network();
  }

  private double beforeRefinement(Refinement work) {
    return Math.max(0, patience() * work.products() - spent);
  }

  private double patience() {
    if (isProgrammed()) {
      return PATIENCE_OF_PROGRAMS;
    }
    if (!setup.space().premise().isEmpty()) {
      return PATIENCE_UNDER_PREMISE;
    }
    return hasTrees || setup.trees().isFollowing() ? PATIENCE_WHERE_LONG : PATIENCE;
  }

  /** By how much the worst open subproblem misses, as a negative number. */
  public double worstMargin() {
    return search.worstMargin();
  }

  private void refine(Refinement work, Budget budget) {
    int open = openAtRoot();
    work.refine(rows.get(0), budget);
    hasTrees |= work instanceof NeuronTrees;
    if (work instanceof NeuronTrees && openAtRoot() > MOST_LEFT_OPEN * open) {
      plan.removeIf(stage -> stage instanceof RefinementPlan.Trees);
    }
    setup.listener().note("bounds of all neurons were narrowed" + work.words());
    stages.accept(roots);
    reduce();
    noteIfFull();
    search = newSearch();
    spent = 0;
    refinement = nextRefinement();
  }

  private void noteIfFull() {
    if (!isFullSaid && rows.stream().anyMatch(RootRows::isFull)) {
      isFullSaid = true;
      setup
          .listener()
          .note(
              "slopes past "
                  + RootRows.MOST_BYTES / 1_000_000
                  + " MB are not kept; the proof will be weaker than the search");
    }
  }

  private int openAtRoot() {
    return new OpenNeurons(roots.get(0).network(), roots.get(0)).count();
  }

  private Optional<Refinement> nextRefinement() {
    return Optional.ofNullable(plan.poll()).map(this::refinement);
  }

  private Refinement refinement(RefinementPlan.Stage stage) {
    BatchBounds bounds = roots.get(0);
    int[] varying = setup.space().varying();
    if (stage instanceof RefinementPlan.Trees trees) {
      return new NeuronTrees(
          bounds, trees.size(), setup.trees(), varying, charges, setup.gemm(), setup.parallel());
    }
    return new RootRefinement(
        bounds,
        ((RefinementPlan.Steps) stage).count(),
        varying,
        setup.space().premise(),
        charges,
        setup.gemm(),
        setup.parallel());
  }

  private void reduce() {
    if (roots.size() == 1 && setup.space().premise().isEmpty()) {
      Optional<RootReduction.Reduced> reduced =
          new RootReduction(charges, setup.gemm(), setup.parallel()).ifCheaper(roots.get(0));
      if (reduced.isPresent()) {
        roots.set(0, reduced.get().bounds());
        rows.set(0, rows.get(0).within(reduced.get().origin()));
        charges = new ErrorCharges(reduced.get().bounds());
      }
    }
  }

  private SubproblemSearch newSearch() {
    return newSearch(
        setup.space().rootsByPolyhedron().stream()
            .filter(part -> !empty.get(part.unsafeSet()))
            .toList());
  }

  private SubproblemSearch newSearch(List<Subproblem> parts) {
    Network network = roots.get(0).network();
    List<OpenNeurons> open = roots.stream().map(root -> new OpenNeurons(network, root)).toList();
    setup
        .listener()
        .note(
            "splitting activations, "
                + open.get(0).count()
                + " of them open at the root"
                + (network == setup.network() ? "" : ", in a network reduced to these"));
    Optional<NeuronForms> forms =
        roots.size() == 1 && !rows.get(0).isOfPart()
            ? NeuronForms.of(roots.get(0), open.get(0), charges, setup.gemm().get())
            : Optional.empty();
    List<Evaluator> evaluators = new ArrayList<>();
    for (int t = 0; t < setup.parallel().threads(); t++) {
      evaluators.add(
          new ActivationSplitEvaluator(
              network,
              setup.network(),
              setup.space(),
              open,
              rows,
              charges,
              forms.map(
                  f -> new SubproblemClipper(roots.get(0), f, rows.get(0), setup.gemm().get())),
              relaxed(open.get(0)),
              setup.programs(),
              setup.gemm().get(),
              setup.domains(network, rows.get(0).origin()),
              setup.report(rows.get(0).origin())));
    }
    SearchPlan plan =
        isProgrammed()
            ? SearchPlan.ofActivationSplits(network).ofPrograms()
            : SearchPlan.ofActivationSplits(network);
    return new SubproblemSearch(
        new Workers(setup.parallel(), plan.chunk(), evaluators),
        parts,
        plan,
        setup.attack(),
        setup.confirmation(),
        setup.listener(),
        () -> IntStream.range(0, rows.size()).mapToObj(c -> proof(c, parts)).toList());
  }

  private Optional<RelaxedProgram> relaxed(OpenNeurons root) {
    return isProgrammed()
        ? Optional.of(
            new RelaxedProgram(
                setup.programs(), setup.space(), root, rows.get(0), charges, setup.gemm().get()))
        : Optional.empty();
  }

  private boolean isProgrammed() {
    return roots.size() == 1
        && !setup.space().premise().isEmpty()
        && RelaxedProgram.isFor(roots.get(0), setup.space().varying().length);
  }

  private CaseProof proof(int number, List<Subproblem> parts) {
    List<Step> steps = steps(number);
    if (empty.get(number)) {
      return new CaseProof(rows.get(number).neurons(), new ProofNode.Closed(steps));
    }
    List<ProofNode> children =
        parts.stream()
            .filter(part -> part.unsafeSet() == number)
            .map(part -> part.trace().toProof())
            .toList();
    return new CaseProof(rows.get(number).neurons(), new ProofNode.ByPolyhedron(steps, children));
  }
}
