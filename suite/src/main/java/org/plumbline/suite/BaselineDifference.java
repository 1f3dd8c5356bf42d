package org.plumbline.suite;

import java.util.List;

/**
 * Failures beside those that were known; ids of questions, in the order of the suite. What a
 * requirement allows for is no failure.
 *
 * @param isGiven whether there is a baseline; without one, every failure is new
 * @param fresh failures that the baseline does not have
 * @param known failures that it has
 * @param fixed known failures whose question holds now
 */
public record BaselineDifference(
    boolean isGiven, List<String> fresh, List<String> known, List<String> fixed) {

  /** Copies the lists. */
  public BaselineDifference {
    fresh = List.copyOf(fresh);
    known = List.copyOf(known);
    fixed = List.copyOf(fixed);
  }
}
