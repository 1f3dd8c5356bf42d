package org.plumbline.specs.pattern;

import java.util.BitSet;

/**
 * What a network does on one sample.
 *
 * @param number of the sample in its data, from 0
 * @param label by the data
 * @param predicted the class of the greatest output, the first of them at a tie
 * @param active the neurons of the {@link PhaseLayers} that are active, numbered over all layers
 * @param input the sample's values
 */
public record Observation(int number, int label, int predicted, BitSet active, double[] input) {
  public boolean isCorrect() {
    return label == predicted;
  }
}
