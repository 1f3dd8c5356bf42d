package org.plumbline.verifier.certified;

import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;

/**
 * Another reading of the files that a question was made of, which shares nothing with the first. A
 * proof is about a network and a property; that these are what the files mean is tried at points of
 * the question's boxes, where both readings have to agree.
 */
public interface SecondReading {
  /** Starts to compare a query with the files, beside whatever the caller does. */
  Running begin(Query query, Semantics semantics, Recheck.Readings readings);

  /** The same for a proof that is new. */
  default Running begin(Query query, Semantics semantics) {
    return begin(query, semantics, Recheck.Readings.IN_FULL);
  }

  /** A comparison that goes on until it is asked for. */
  interface Running {
    /**
     * What was found, after at least one point.
     *
     * @param leastMillis goes on for so long in all, if the budget allows
     */
    Comparison finish(long leastMillis, Budget budget);

    /** Whether the files, too, violate the property at the counterexample's input. */
    Comparison confirm(Counterexample found);

    /** Ends it without an answer. */
    void cancel();
  }
}
