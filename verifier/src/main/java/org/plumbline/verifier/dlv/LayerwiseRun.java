package org.plumbline.verifier.dlv;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.certificates.check.RangeGap;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkSection;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.LogitQuery;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict.Cause;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.dlv.grid.Axis;
import org.plumbline.verifier.dlv.grid.CellBounds;
import org.plumbline.verifier.dlv.grid.Grid;
import org.plumbline.verifier.dlv.grid.GridJudge;
import org.plumbline.verifier.dlv.grid.Ladders;
import org.plumbline.verifier.dlv.grid.Lead;
import org.plumbline.verifier.dlv.grid.Region;
import org.plumbline.verifier.dlv.grid.RegionPropagation;
import org.plumbline.verifier.dlv.realisation.Preimages;
import org.plumbline.verifier.dlv.realisation.Realisation;
import org.plumbline.verifier.dlv.saliency.Saliency;
import org.plumbline.verifier.dlv.search.MultiPathSearch;
import org.plumbline.verifier.dlv.search.Search;
import org.plumbline.verifier.dlv.search.SearchKind;
import org.plumbline.verifier.dlv.search.SearchResult;
import org.plumbline.verifier.dlv.search.SearchState;
import org.plumbline.verifier.dlv.search.SinglePathSearch;

/** One verification of one input. */
final class LayerwiseRun {
  /** What the search gets of the time that is left; the cells get the rest. */
  private static final double SEARCH_SHARE = 0.5;

  private final Network asked;
  private final double[] outputs;
  private final LayerwiseOptions options;
  private final Supplier<Gemm> gemm;
  private final Verifier exact;
  private final ConstraintSolver solver;
  private final Budget budget;
  private final ProofListener listener;
  private final int label;
  private final Confidence confidence;
  private final RegionQuestion question;
  private final Network network;
  private final Lead lead;
  private final double[][] trace;
  private final Grid grid;
  private final Region region;
  private final Query query;
  private final List<SearchResult> searches = new ArrayList<>();
  private Optional<Certification> certification = Optional.empty();
  private long queries = 1;

  LayerwiseRun(
      Network asked,
      double[] input,
      double[] outputs,
      LayerwiseOptions options,
      Supplier<Gemm> gemm,
      Verifier exact,
      ConstraintSolver solver,
      Budget budget,
      ProofListener listener) {
    this.asked = asked;
    this.outputs = outputs;
    this.options = options;
    this.gemm = gemm;
    this.exact = exact;
    this.solver = solver;
    this.budget = budget;
    this.listener = listener;
    this.label = Confidence.label(outputs);
    this.confidence = new Confidence(asked);
    this.question = new RegionQuestion(asked, label);
    Query scores = LogitQuery.of(question.on(Box.point(input)));
    this.network = AffineMerger.merge(scores.network());
    requireLayers();
    this.lead = new Lead(network.outputSize(), scores.property().cases().get(0).unsafe());
    this.trace = new ForwardPass(network, gemm.get()).trace(1, input);
    this.grid = inputGrid(input);
    this.region = Region.of(0, input, grid);
    this.query = question.on(region.box());
  }

  private void requireLayers() {
    List<Integer> cuts = NetworkSection.cuts(network);
    List<Integer> hidden = cuts.subList(0, cuts.size() - 1);
    for (int k : new int[] {options.firstLayer(), options.lastLayer()}) {
      if (!hidden.contains(k)) {
        throw new LayerwiseOptions.MismatchException(
            "layer " + k + " has no regions of its own; these layers do: " + hidden);
      }
    }
  }

  private Grid inputGrid(double[] input) {
    Axis[] axes = new Axis[input.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] =
          Axis.ofSpan(
              i, input[i], options.span(), options.spans(), options.lowest(), options.greatest());
    }
    int[] chosen = Dimensions.greatest(scores(0), i -> axes[i].size() > 1, options.dimensions());
    return new Grid(Arrays.stream(chosen).mapToObj(i -> axes[i]).toList());
  }

  private double[] scores(int layer) {
    double[] weights = lead.weights(lead.nearest(trace[network.outputIndex()], 0));
    return options.saliency().scores(new Saliency.Activations(network, trace, layer, weights));
  }

  Region region() {
    return region;
  }

  LayerwiseReport run() {
    MinimalityCertifier certifier =
        new MinimalityCertifier(
            new CellBounds(network, lead, region.box(), gemm.get()),
            exact,
            region,
            grid,
            question::on);
    certification = Optional.of(certifier.wholeByBounds());
    if (certification.get().isProved()) {
      listener.note("bounds prove the whole region");
      return report(new Conclusion.Proved(Assurance.ROUNDED, 0));
    }
    Optional<Conclusion> found = searchLayers();
    if (found.isPresent()) {
      return report(found.get());
    }
    certification = Optional.of(certifier.certify(budget));
    return report(conclusion(certification.get()));
  }

  private Optional<Conclusion> searchLayers() {
    RegionPropagation propagation = new RegionPropagation(network, gemm);
    Preimages preimages =
        new Preimages(network, region, query, new CounterexampleChecker(query), gemm, solver);
    Budget share = Budget.ofMillis((long) (budget.remainingMillis() * SEARCH_SHARE));
    Region reached = region;
    while (true) {
      if (reached.layer() >= options.firstLayer()) {
        Optional<Conclusion> found =
            reached.layer() == 0
                ? searchInputs(preimages, share)
                : searchLayer(reached, preimages, share);
        if (found.isPresent()) {
          return found;
        }
      }
      if (reached.layer() >= options.lastLayer()) {
        return Optional.empty();
      }
      reached = propagation.next(reached);
    }
  }

  private Optional<Conclusion> searchInputs(Preimages preimages, Budget share) {
    GridJudge judge = new GridJudge(network, region, grid, lead, gemm, options.threads());
    Search search =
        options.search() == SearchKind.MULTI
            ? MultiPathSearch.forNearest()
            : new SinglePathSearch(options.featureSize());
    return search(search, 0, judge, preimages.of(0, grid), share);
  }

  private Optional<Conclusion> searchLayer(Region reached, Preimages preimages, Budget share) {
    int k = reached.layer();
    Network rest = NetworkSection.between(network, k, network.outputIndex());
    if (new CellBounds(rest, lead, reached.box(), gemm.get()).keepsClass(reached.box())) {
      listener.note("bounds prove the region of layer " + k);
      return Optional.of(new Conclusion.Proved(Assurance.ROUNDED, k));
    }
    Grid hidden = hiddenGrid(reached);
    GridJudge judge = new GridJudge(rest, reached, hidden, lead, gemm, options.threads());
    Search search =
        options.search() == SearchKind.MULTI
            ? MultiPathSearch.forAny()
            : new SinglePathSearch(options.featureSize());
    return search(search, k, judge, preimages.of(k, hidden), share);
  }

  private Grid hiddenGrid(Region reached) {
    double[] low = reached.box().lower();
    double[] high = reached.box().upper();
    int[] chosen =
        Dimensions.greatest(scores(reached.layer()), i -> low[i] < high[i], options.dimensions());
    return new Grid(
        Arrays.stream(chosen)
            .mapToObj(
                i -> Axis.ofInterval(i, reached.activation()[i], low[i], high[i], options.spans()))
            .toList());
  }

  private Optional<Conclusion> search(
      Search search, int layer, GridJudge judge, Realisation realisation, Budget share) {
    SearchResult result = search.search(new SearchState(layer, judge, realisation, share));
    searches.add(result);
    queries += judge.queries();
    listener.note("layer " + layer + ": " + result.points() + " points searched");
    return result.violation().map(v -> violated(v.counterexample(), Optional.empty(), layer));
  }

  private Conclusion conclusion(Certification certified) {
    if (certified.violation().isPresent()) {
      Counterexample between = certified.violation().get();
      return violated(between, Optional.of(hiding(between.inputs())), 0);
    } else if (certified.isProved()) {
      return new Conclusion.Proved(Assurance.ROUNDED, 0);
    }
    for (SearchResult result : searches) {
      if (result.isProvedOnGrid()) {
        return new Conclusion.ProvedOnGrid(result.layer(), BigInteger.valueOf(result.points()));
      }
    }
    return budget.expired()
        ? new Conclusion.Undecided(Cause.TIMEOUT, "the time limit was reached")
        : new Conclusion.Undecided(Cause.INCOMPLETE, whyIncomplete());
  }

  private String whyIncomplete() {
    return searches.stream()
        .map(SearchResult::note)
        .filter(note -> !note.isEmpty())
        .findFirst()
        .orElse("some cells stayed open");
  }

  /** The step of a ladder that jumps over an input. */
  private Adversarial.Step hiding(double[] input) {
    double[] values = grid.axes().stream().mapToDouble(a -> input[a.dimension()]).toArray();
    Ladders.Covering covering = Ladders.covering(grid, values);
    int[] end = covering.manipulation().apply(covering.rung(), grid).orElseThrow();
    return new Adversarial.Step(grid.values(covering.rung()), grid.values(end));
  }

  private Conclusion violated(Counterexample found, Optional<Adversarial.Step> hidden, int layer) {
    int other = Confidence.rival(label, found.outputs());
    return new Conclusion.Violated(
        new Adversarial(
            found,
            layer,
            hidden,
            Distances.between(region.activation(), found.inputs()),
            other,
            confidence.of(other, found.outputs()),
            confidence.of(label, found.outputs())));
  }

  /** Layers that are not the model prove nothing about it, unlike an input that was replayed. */
  private Conclusion ofTheModel(Conclusion conclusion) {
    boolean isProof =
        conclusion instanceof Conclusion.Proved || conclusion instanceof Conclusion.ProvedOnGrid;
    Optional<String> gap = isProof ? RangeGap.of(query) : Optional.empty();
    return gap.isPresent() ? new Conclusion.Undecided(Cause.INCOMPLETE, gap.get()) : conclusion;
  }

  private LayerwiseReport report(Conclusion conclusion) {
    return new LayerwiseReport(
        ofTheModel(conclusion),
        label,
        confidence.of(label, outputs),
        region,
        grid.axes().stream().mapToInt(Axis::dimension).toArray(),
        searches,
        certification,
        queries);
  }
}
