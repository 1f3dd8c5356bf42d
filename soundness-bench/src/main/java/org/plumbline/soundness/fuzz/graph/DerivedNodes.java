package org.plumbline.soundness.fuzz.graph;

import static org.plumbline.soundness.fuzz.graph.Operator.of;
import static org.plumbline.soundness.fuzz.graph.Operator.since;

import java.util.List;

/** The operators that are lowered to selections, sums and functions of others. */
final class DerivedNodes {
  static final List<Operator> ALL =
      List.of(
          of("Tile", RearrangementNodes::tile),
          of("DepthToSpace", RearrangementNodes::depthToSpace),
          of("SpaceToDepth", RearrangementNodes::spaceToDepth),
          since(14, "Trilu", RearrangementNodes::trilu),
          since(11, "GatherElements", IndexedNodes::gatherElements),
          since(11, "GatherND", IndexedNodes::gatherNd),
          since(11, "ScatterElements", s -> IndexedNodes.scatterElements(s, "ScatterElements")),
          since(15, "CastLike", CastNodes::castLike),
          of("Mean", s -> ElementwiseNodes.several(s, "Mean")),
          of("ReduceL1", s -> ReductionNodes.norm(s, "ReduceL1")),
          of("ReduceL2", s -> ReductionNodes.norm(s, "ReduceL2")),
          of("ReduceSumSquare", s -> ReductionNodes.norm(s, "ReduceSumSquare")),
          of("ReduceLogSum", s -> ReductionNodes.norm(s, "ReduceLogSum")),
          of("ReduceLogSumExp", s -> ReductionNodes.norm(s, "ReduceLogSumExp")),
          of("ReduceProd", s -> ReductionNodes.norm(s, "ReduceProd")),
          since(11, "CumSum", ReductionNodes::cumSum),
          of("LogSoftmax", s -> ActivationNodes.softmax(s, "LogSoftmax")),
          since(12, "Einsum", EinsumNodes::einsum),
          of("TopK", TopKNodes::topK),
          since(16, "GridSample", ResizeNodes::gridSample),
          of("RNN", s -> RecurrentNodes.recurrent(s, "RNN")),
          of("GRU", s -> RecurrentNodes.recurrent(s, "GRU")),
          of("LSTM", s -> RecurrentNodes.recurrent(s, "LSTM")));

  private DerivedNodes() {}
}
