package org.plumbline.falsifier.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;

/**
 * Trains a {@link RaidMonitor} on benign and adversarial images. Each detector looks at those of
 * its randomly drawn neurons that behave most differently on the two. The same images and seed give
 * the same monitor.
 */
public final class RaidTraining {
  private final NeuronRecorder recorder;
  private final RaidOptions options;

  public RaidTraining(Network network, Supplier<Gemm> gemm, RaidOptions options) {
    this.recorder = new NeuronRecorder(network, gemm.get());
    this.options = options;
  }

  /**
   * @param benign learnt from, at least one
   * @param adversarial learnt from, at least one
   * @param calibration other benign images, which set the thresholds, at least one
   */
  public RaidMonitor train(
      List<double[]> benign, List<double[]> adversarial, List<double[]> calibration, long seed) {
    if (benign.isEmpty() || adversarial.isEmpty() || calibration.isEmpty()) {
      throw new IllegalArgumentException(
          "training needs benign, adversarial and calibrating images, not "
              + benign.size()
              + ", "
              + adversarial.size()
              + " and "
              + calibration.size());
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Detector> detectors = new ArrayList<>();
    for (int d = 0; d < options.detectors(); d++) {
      int[] candidates = drawn(random);
      List<NeuronRecorder.Recording> usual = recordings(benign, candidates);
      List<NeuronRecorder.Recording> odd = recordings(adversarial, candidates);
      ClassProfiles profiles = ClassProfiles.of(usual, recorder.classes(), candidates.length);
      DetectorFit fit = new DetectorFit(candidates, profiles, options.neurons());
      Detector detector = fit.on(usual, odd);
      detectors.add(calibrated(detector, recordings(calibration, detector.neurons())));
    }
    return new RaidMonitor(recorder.inputs(), recorder.neurons(), detectors);
  }

  /** Neurons, ascending. */
  private int[] drawn(SplittableRandom random) {
    int wanted = Math.min(options.candidates(), recorder.neurons());
    int left = recorder.neurons();
    int[] drawn = new int[wanted];
    int count = 0;
    for (int neuron = 0; count < wanted; neuron++, left--) {
      if (random.nextInt(left) < wanted - count) {
        drawn[count++] = neuron;
      }
    }
    return drawn;
  }

  private List<NeuronRecorder.Recording> recordings(List<double[]> images, int[] neurons) {
    return images.stream().map(image -> recorder.of(image, neurons)).toList();
  }

  /** The least threshold above which no more than the wanted share of the images score. */
  private Detector calibrated(Detector detector, List<NeuronRecorder.Recording> benign) {
    double[] scores =
        benign.stream()
            .mapToDouble(detector::score)
            .filter(score -> !Double.isNaN(score))
            .sorted()
            .toArray();
    int alarms = (int) (options.falseAlarmRate() * scores.length);
    return new Detector(
        detector.neurons(),
        detector.means(),
        detector.deviations(),
        detector.weights(),
        detector.bias(),
        scores.length == 0 ? 0 : scores[scores.length - 1 - Math.min(alarms, scores.length - 1)]);
  }

  /**
   * How often a monitor is wrong on images that it was not trained on; the seed draws detectors.
   */
  public static MonitorRates rates(
      RaidMonitor.Watch watch, List<double[]> benign, List<double[]> adversarial, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int falseAlarms = alarms(watch, benign, random);
    int caught = alarms(watch, adversarial, random);
    return new MonitorRates(
        falseAlarms, benign.size(), adversarial.size() - caught, adversarial.size());
  }

  private static int alarms(
      RaidMonitor.Watch watch, List<double[]> images, SplittableRandom random) {
    int[] draws = IntStream.generate(random::nextInt).limit(images.size()).toArray();
    return (int)
        IntStream.range(0, draws.length)
            .filter(i -> watch.answer(images.get(i), draws[i]).isAlarm())
            .count();
  }
}
