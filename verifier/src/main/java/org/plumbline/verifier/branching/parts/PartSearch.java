package org.plumbline.verifier.branching.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.plumbline.certificates.proof.ProofHoles;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.branching.activations.ActivationSearch;
import org.plumbline.verifier.branching.inputs.InputSearch;
import org.plumbline.verifier.branching.search.SearchSetup;
import org.plumbline.verifier.branching.search.SubproblemSearch;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.proof.Trace;
import org.plumbline.verifier.proof.TraceMemory;

/**
 * Searches parts of a search that somebody else began, one after the other: what a worker does. For
 * one thread.
 */
public final class PartSearch {
  private final SearchSetup setup;
  private final Optional<ActivationSearch> byActivations;
  private final Heard heard;

  private PartSearch(SearchSetup setup, Heard heard, Optional<ActivationSearch> byActivations) {
    this.setup = setup;
    this.heard = heard;
    this.byActivations = byActivations;
  }

  /** How far the search of a part is. */
  private static final class Heard implements ProofListener {
    private int open;
    private double provedShare;

    @Override
    public void progress(int openNow, long evaluated, double share) {
      open = openNow;
      provedShare = share;
    }
  }

  /**
   * For the parts of a search.
   *
   * @param setups makes what the same question is searched with
   * @param root of the search
   * @throws IOException if the root is none, or of another question
   */
  public static PartSearch of(Function<ProofListener, SearchSetup> setups, byte[] root)
      throws IOException {
    Heard heard = new Heard();
    SearchSetup setup = setups.apply(heard);
    PartRoot read = PartRoot.read(root);
    if (read.question() != PartRoot.question(setup)) {
      throw new IOException("the worker does not read the same question: its files changed");
    }
    try {
      return new PartSearch(
          setup, heard, read.stages().map(stages -> ActivationSearch.resumed(setup, stages)));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Begins with a part.
   *
   * @throws IOException if it is none
   */
  public Ongoing begin(byte[] part) throws IOException {
    TraceMemory memory = TraceMemory.ofJava();
    List<Subproblem> subproblems = new ArrayList<>();
    for (byte[] subproblem : Part.read(part)) {
      subproblems.add(SubproblemBytes.read(subproblem, memory));
    }
    return new Ongoing(subproblems);
  }

  /** A part whose search goes on. */
  public final class Ongoing {
    private final List<Subproblem> subproblems;
    private final SubproblemSearch search;
    private final double share;

    private Ongoing(List<Subproblem> subproblems) {
      this.subproblems = subproblems;
      this.share = subproblems.stream().mapToDouble(Subproblem::share).sum();
      this.search =
          byActivations.isPresent()
              ? byActivations.get().search(subproblems)
              : InputSearch.of(setup, subproblems);
      heard.progress(subproblems.size(), 0, 0);
    }

    /**
     * Goes on for a while.
     *
     * @return the answer, or empty if the budget ended before
     */
    public Optional<PartAnswer> advance(Budget budget) {
      SubproblemSearch.Result end = search.advance(Double.POSITIVE_INFINITY, budget).orElseThrow();
      if (end.counterexample().isPresent()) {
        double[] input = end.counterexample().get().inputs();
        return Optional.of(new PartAnswer(search.evaluated(), List.of(), List.of(), input, ""));
      }
      return end.end() == SubproblemSearch.End.OUT_OF_TIME
          ? Optional.empty()
          : Optional.of(answer());
    }

    /** The answer as far as it is known; the search does not go on after that. */
    public PartAnswer answer() {
      Optional<String> against = search.reasonAgainst();
      if (against.isPresent()) {
        return new PartAnswer(
            search.evaluated(), List.of(), List.of(), new double[0], against.get());
      }
      List<Subproblem> open = search.takeOpen();
      IntStream.range(0, open.size())
          .forEach(i -> open.get(i).trace().graft(ProofHoles.hole(i), List.of()));
      return new PartAnswer(
          search.evaluated(),
          subproblems.stream().map(Subproblem::trace).map(Trace::toProof).toList(),
          open.stream().map(SubproblemBytes::of).toList(),
          new double[0],
          "");
    }

    /** Subproblems that are open. */
    public int open() {
      return heard.open;
    }

    /** Subproblems that were looked at. */
    public long evaluated() {
      return search.evaluated();
    }

    /** How much of the part is proved, between 0 and 1. */
    public double provedShare() {
      return share > 0 ? Math.min(1, heard.provedShare / share) : 0;
    }
  }
}
