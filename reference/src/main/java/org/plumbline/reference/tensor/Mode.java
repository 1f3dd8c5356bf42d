package org.plumbline.reference.tensor;

/** What the numbers of a real element type stand for. Integers are the same in both. */
public enum Mode {
  /**
   * The network as a function of real numbers, with the coefficients that the file holds. Each
   * number is a ball: value ± radius encloses the exact result.
   */
  REAL,

  /**
   * The network in its element types: each node computes in double and rounds its results once to
   * their type. Infinities and NaN are those of IEEE 754. A runtime that rounds within a node
   * differs by a few units, and may overflow there where this does not.
   */
  TYPED
}
