package org.plumbline.verifier.proof;

import java.util.concurrent.atomic.AtomicLong;
import org.plumbline.certificates.proof.Step;

/**
 * What the steps of all traces of a search may take together. Beyond that nothing more is kept, and
 * the search goes on without a proof.
 */
public final class TraceMemory {
  private static final int OBJECT_BYTES = 64;

  private final AtomicLong left;

  /**
   * @param bytes that may be kept
   */
  public TraceMemory(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /** A quarter of what Java may have. */
  public static TraceMemory ofJava() {
    return new TraceMemory(Runtime.getRuntime().maxMemory() / 4);
  }

  /** Whether so many nodes can be kept; once some cannot, none can. */
  boolean takeNodes(int count) {
    return left.addAndGet(-2L * OBJECT_BYTES * count) >= 0;
  }

  /** Whether a step can be kept; once one cannot, none can. */
  boolean take(Step step) {
    return left.addAndGet(-bytes(step)) >= 0;
  }

  private static long bytes(Step step) {
    long bytes = OBJECT_BYTES;
    if (step instanceof Step.Refute refute) {
      bytes += bytes(refute.witness());
    } else if (step instanceof Step.ClipNeurons clip) {
      bytes += bytes(clip.constraint()) + (long) OBJECT_BYTES * clip.claims().size();
    } else if (step instanceof Step.Derive derive) {
      for (Step.NeuronRow row : derive.rows()) {
        bytes += OBJECT_BYTES + row.slopes().length;
      }
    }
    return bytes;
  }

  private static long bytes(Step.Witness witness) {
    if (witness == null) {
      return 0;
    }
    long slopes = witness.slopes() == null ? 0 : witness.slopes().length;
    long multipliers = witness.multipliers() == null ? 0 : 4L * witness.multipliers().length;
    return 3L * OBJECT_BYTES + 12L * witness.rows().length + slopes + multipliers;
  }
}
