package org.plumbline.falsifier.monitor;

import java.util.List;
import java.util.function.Supplier;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;

/**
 * Raises an alarm when the neurons of a network behave as they do on adversarial images. Several
 * detectors look at different neurons; one of them, drawn for each image, decides, so that an
 * attacker does not know which.
 *
 * <p>Eniser, Christakis, Wüstholz, <em>RAID: Randomized Adversarial-Input Detection for Neural
 * Networks</em>, 2020. <strong>This is no evidence of safety.</strong> It was trained on some
 * attacks; others, and those that know of it, may get past. No alarm says nothing about an image.
 *
 * @param inputs of the network
 * @param neurons of the network, all of them
 * @param detectors at least one
 */
public record RaidMonitor(int inputs, int neurons, List<Detector> detectors) {
  public RaidMonitor {
    detectors = List.copyOf(detectors);
    if (detectors.isEmpty()) {
      throw new IllegalArgumentException("a monitor without a detector");
    }
    for (Detector detector : detectors) {
      for (int neuron : detector.neurons()) {
        if (neuron < 0 || neuron >= neurons) {
          throw new IllegalArgumentException("neuron " + neuron + " of " + neurons);
        }
      }
    }
  }

  /**
   * What one detector says.
   *
   * @param detector which, from 0
   * @param score above the threshold for an alarm; not comparable between detectors
   */
  public record Answer(int detector, double score, double threshold, int label) {
    /** Also where the score is not a number. */
    public boolean isAlarm() {
      return !(score <= threshold);
    }
  }

  /** Watches a network. */
  public Watch over(Network network, Supplier<Gemm> gemm) {
    return new Watch(this, new NeuronRecorder(network, gemm.get()));
  }

  /** Serves one caller at a time. */
  public static final class Watch {
    private final RaidMonitor monitor;
    private final NeuronRecorder recorder;

    private Watch(RaidMonitor monitor, NeuronRecorder recorder) {
      int classes = monitor.detectors().get(0).means().length;
      if (recorder.inputs() != monitor.inputs()
          || recorder.neurons() != monitor.neurons()
          || recorder.classes() != classes) {
        throw new IllegalArgumentException(
            "the monitor watches a network of "
                + monitor.inputs()
                + " inputs and "
                + monitor.neurons()
                + " neurons, this one has "
                + recorder.inputs()
                + " and "
                + recorder.neurons());
      }
      this.monitor = monitor;
      this.recorder = recorder;
    }

    /**
     * What a detector says of an image.
     *
     * @param draw a random number; it chooses the detector
     */
    public Answer answer(double[] image, int draw) {
      int chosen = Math.floorMod(draw, monitor.detectors().size());
      Detector detector = monitor.detectors().get(chosen);
      NeuronRecorder.Recording recording = recorder.of(image, detector.neurons());
      return new Answer(chosen, detector.score(recording), detector.threshold(), recording.label());
    }

    /**
     * By how much the most suspicious detector's score exceeds its threshold: negative where none
     * raises an alarm, NaN where a score is no number.
     */
    public double suspicion(double[] image) {
      List<NeuronRecorder.Recording> recordings =
          recorder.of(image, monitor.detectors().stream().map(Detector::neurons).toList());
      double most = Double.NEGATIVE_INFINITY;
      for (int d = 0; d < recordings.size(); d++) {
        Detector detector = monitor.detectors().get(d);
        most = Math.max(most, detector.score(recordings.get(d)) - detector.threshold());
      }
      return most;
    }
  }
}
