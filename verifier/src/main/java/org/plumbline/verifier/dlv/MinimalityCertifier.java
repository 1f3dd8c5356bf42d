package org.plumbline.verifier.dlv;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.plumbline.network.interval.Box;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.dlv.grid.Block;
import org.plumbline.verifier.dlv.grid.CellBounds;
import org.plumbline.verifier.dlv.grid.Grid;
import org.plumbline.verifier.dlv.grid.Region;

/**
 * Proves what the paper assumes: that manipulations are minimal, no class change hiding between a
 * rung and the next. Bounds are asked about all cells of a grid at once, as one box; where they do
 * not suffice the block is halved along grid lines, and a single cell goes to a complete verifier.
 * When every cell is proved, the class is kept on the whole region, not on its grid only.
 */
final class MinimalityCertifier {
  private final CellBounds bounds;
  private final Verifier exact;
  private final Region region;
  private final Grid grid;
  private final Function<Box, Query> question;

  /**
   * @param bounds of the network, for boxes inside the region
   * @param exact decides a single cell
   * @param question whether the class is kept on a box
   */
  MinimalityCertifier(
      CellBounds bounds, Verifier exact, Region region, Grid grid, Function<Box, Query> question) {
    this.bounds = bounds;
    this.exact = exact;
    this.region = region;
    this.grid = grid;
    this.question = question;
  }

  /** Asks about the region as a whole only. */
  Certification wholeByBounds() {
    Block whole = Block.whole(grid);
    boolean isProved = bounds.keepsClass(whole.box(grid, region));
    return new Certification(
        whole.cells(), isProved ? whole.cells() : BigInteger.ZERO, 0, 1, Optional.empty());
  }

  /** Goes on until every cell is decided or the time is up. */
  Certification certify(Budget budget) {
    Tally tally = new Tally();
    Deque<Block> waiting = new ArrayDeque<>();
    waiting.push(Block.whole(grid));
    while (!waiting.isEmpty() && !budget.expired() && tally.violation.isEmpty()) {
      List<Block> asked = new ArrayList<>();
      while (!waiting.isEmpty() && asked.size() < bounds.chunk()) {
        asked.add(waiting.pop());
      }
      List<Boolean> kept =
          bounds.keepsClass(asked.stream().map(block -> block.box(grid, region)).toList());
      tally.boxes += asked.size();
      for (int b = asked.size() - 1; b >= 0; b--) {
        Block block = asked.get(b);
        if (kept.get(b)) {
          tally.byBounds = tally.byBounds.add(block.cells());
        } else {
          block
              .halves()
              .ifPresentOrElse(h -> h.forEach(waiting::push), () -> cell(block, tally, budget));
        }
      }
    }
    return tally.certification(Block.whole(grid).cells());
  }

  private void cell(Block cell, Tally tally, Budget budget) {
    if (tally.violation.isPresent() || budget.expired()) {
      return;
    }
    Verdict verdict =
        exact.verify(question.apply(cell.box(grid, region)), budget, ProofListener.SILENT);
    if (verdict instanceof Verdict.Holds holds && holds.assurance() != Assurance.NUMERIC) {
      tally.byVerifier++;
    } else if (verdict instanceof Verdict.Violated violated) {
      tally.violation = Optional.of(violated.counterexample());
    }
  }

  private static final class Tally {
    private BigInteger byBounds = BigInteger.ZERO;
    private long byVerifier;
    private long boxes;
    private Optional<Counterexample> violation = Optional.empty();

    Certification certification(BigInteger cells) {
      return new Certification(cells, byBounds, byVerifier, boxes, violation);
    }
  }
}
