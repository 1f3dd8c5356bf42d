package org.plumbline.api;

/** The numbers that a network is taken to compute with. */
public enum Semantics {
  /** Real numbers: what the formulas of the model say. */
  REAL,
  /**
   * IEEE binary32, node by node as the model says, in any order of summation, with fused
   * multiply-add or without, subnormal numbers kept or flushed: what a runtime computes.
   */
  FLOAT32
}
