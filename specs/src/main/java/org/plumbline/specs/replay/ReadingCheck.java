package org.plumbline.specs.replay;

import java.util.List;
import java.util.Optional;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Reading;

/**
 * Whether what the reader of a model took for granted is so at a point, so that the network is the
 * model there: every value that has to lie in a range does, with room for the rounding of what was
 * computed.
 */
final class ReadingCheck {
  /** Share of a value that binary32 arithmetic may be off by where only a run of it is at hand. */
  private static final double ROOM = 0x1p-16;

  private final List<Reading.Range> ranges;
  private final Optional<RunningError> running;

  ReadingCheck(Network network) {
    this.ranges = network.reading().ranges();
    this.running = ranges.isEmpty() ? Optional.empty() : Optional.of(new RunningError(network));
  }

  /** For the network of real numbers. */
  boolean holdsInReals(InwardPoint point) {
    return holds(point, Reading.Need.ALWAYS, 0);
  }

  /** For what binary32 computes, too. */
  boolean holdsInFloat32(InwardPoint point) {
    return holds(point, Reading.Need.IN_FLOAT32, ROOM);
  }

  private boolean holds(InwardPoint point, Reading.Need most, double room) {
    if (running.isEmpty()) {
      return true;
    }
    RunningError.Layers layers = running.get().layers(point.doubles(), point.deviation());
    for (Reading.Range range : ranges) {
      double[] values = layers.values()[range.layer()];
      double[] errors = layers.errors()[range.layer()];
      for (int i = 0; range.need().compareTo(most) <= 0 && i < errors.length; i++) {
        double off = errors[i] + room * Math.abs(values[i]);
        if (!range.contains(values[i] - off, values[i] + off)) {
          return false;
        }
      }
    }
    return true;
  }
}
