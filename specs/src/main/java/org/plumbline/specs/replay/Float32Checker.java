package org.plumbline.specs.replay;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.plumbline.network.eval.Float32ForwardPass;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.PremiseRows;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample.Classification;

/**
 * Decides whether a candidate refutes what a property says of the network as IEEE binary32 computes
 * it, whatever real numbers do: it is moved to binary32 values inside the exact box and run by
 * {@link Float32ForwardPass}. Such a property speaks of every order of summation, so that one order
 * is enough to refute it. Only for piecewise linear networks: binary32 has no one value of other
 * functions. A premise counts as in {@link CounterexampleChecker}. One instance serves one thread.
 */
public final class Float32Checker {
  private final Query query;
  private final Query rows;
  private final Network network;
  private final Float32ForwardPass float32;
  private final ReadingCheck reading;

  public Float32Checker(Query query) {
    this.query = query;
    this.rows = PremiseRows.of(query);
    this.network = rows.network();
    this.float32 = new Float32ForwardPass(network);
    this.reading = new ReadingCheck(query.network());
  }

  /**
   * Tries one case of the property; a candidate outside of its box is moved to the nearest point
   * inside. The outputs and the margin of what is returned are those of binary32.
   *
   * @param number of the case
   */
  public Optional<Counterexample> check(int number, double[] candidate) {
    Case part = rows.property().cases().get(number);
    return WholeInputs.nearest(query.network().reading().ports(), part.inputs(), candidate)
        .flatMap(whole -> check(number, part, InwardPoint.inFloat32(part.inputs(), whole)));
  }

  private Optional<Counterexample> check(int number, Case part, InwardPoint point) {
    boolean isAsked = query.property().allows(point.exact()) && reading.holdsInFloat32(point);
    if (!network.isPiecewiseLinear() || !isFloat32(point) || !isAsked) {
      return Optional.empty();
    }
    float[] outputs = float32.outputs(point.rounded());
    Replay replay = Replay.of(outputs);
    return part.unsafe().stream()
        .filter(unsafe -> replay.isIn(unsafe, point.exact()))
        .map(unsafe -> found(number, part.unsafe().indexOf(unsafe), point, replay, outputs))
        .max(Comparator.comparingDouble(Counterexample::margin));
  }

  private static boolean isFloat32(InwardPoint point) {
    for (double x : point.doubles()) {
      if ((float) x != x) {
        return false;
      }
    }
    return point.isExact();
  }

  private Counterexample found(
      int number, int p, InwardPoint point, Replay replay, float[] outputs) {
    Polyhedron asked = query.property().cases().get(number).unsafe().get(p);
    List<Slack> slacks = replay.slacks(asked, point.exact());
    int size = query.network().outputSize();
    return new Counterexample(
        point.exact(),
        point.doubles(),
        Arrays.copyOf(replay.outputs(), size),
        Arrays.copyOf(outputs, size),
        Classification.FLOAT32_ONLY,
        slacks.stream().mapToDouble(Slack::margin).min().orElse(Double.POSITIVE_INFINITY),
        asked,
        true);
  }
}
