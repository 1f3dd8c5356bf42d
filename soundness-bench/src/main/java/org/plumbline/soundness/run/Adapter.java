package org.plumbline.soundness.run;

/** A tool whose answers are understood. */
public interface Adapter extends Entrant {
  /** Whether properties are handed over as VNN-LIB 2.0. */
  boolean takesVnnLib2();

  /** What it says, from the files that it left in the job's folder. */
  Claim claim(Job job);
}
