package org.plumbline.soundness.training;

import java.util.List;

/**
 * A training between two epochs.
 *
 * @param epoch epochs done
 * @param numbers parameters and moments of Adam
 * @param window past perturbations, oldest first
 */
record TrainingState(int epoch, List<float[]> numbers, List<float[]> window) {
  TrainingState {
    numbers = List.copyOf(numbers);
    window = List.copyOf(window);
  }
}
