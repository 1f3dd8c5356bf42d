package org.plumbline.specs.samples;

import java.util.OptionalInt;
import org.plumbline.network.model.ParseException;

/** Labelled inputs of a classifier, one after another. */
public interface SampleStream extends AutoCloseable {
  /** What {@link #next} returns after the last sample. */
  int END = -1;

  /**
   * Reads one sample.
   *
   * @param values where its values go, in the order of the network's inputs
   * @param offset where they start
   * @return its label, at least 0, or {@link #END}
   * @throws ParseException if it cannot be read or has another number of values than asked for
   */
  int next(double[] values, int offset);

  /** Passes over some samples, or all that are left. */
  default void skip(int count, int valuesOfOne) {
    double[] unused = new double[valuesOfOne];
    for (int k = 0; k < count && next(unused, 0) != END; k++) {}
  }

  /** How many there are in all, where that is known before they are read. */
  OptionalInt size();

  @Override
  void close();
}
