package org.plumbline.verifier.dlv.search;

/** How a grid of manipulations is searched. */
public enum SearchKind {
  /** One feature after the other, going on from the point with the smallest lead. */
  SINGLE,
  /** All ladders: the whole grid. */
  MULTI
}
