package org.plumbline.specs.pattern;

/**
 * The pattern of a class.
 *
 * @param samples inputs of the class that it was mined from
 * @param activeCounts of how many samples each neuron is active, numbered over all layers; empty
 *     where that is not known
 */
public record ClassPattern(int label, int samples, ActivationPattern pattern, int[] activeCounts) {
  public ClassPattern {
    if (label < 0 || samples < 0) {
      throw new IllegalArgumentException("class " + label + " of " + samples + " samples");
    }
  }
}
