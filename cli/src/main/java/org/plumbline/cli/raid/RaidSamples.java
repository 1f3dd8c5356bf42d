package org.plumbline.cli.raid;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.gradient.AttackOptions;
import org.plumbline.falsifier.gradient.FastGradientSign;
import org.plumbline.falsifier.gradient.ProjectedGradient;
import org.plumbline.falsifier.gradient.WhiteBox;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.monitor.MonitoredBlackBox;
import org.plumbline.falsifier.monitor.RaidMonitor;
import org.plumbline.falsifier.score.SquareAttack;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.specs.query.Budget;

/**
 * Images for a monitor, benign and adversarial. Of every four images two are learnt from, one sets
 * thresholds, one is held out; adversarial images stay with the image that they come from. One
 * attack is held out altogether.
 */
final class RaidSamples {
  private static final int PARTS = 4;
  private static final int SQUARES = 300;
  private static final int ADAPTIVE_SQUARES = 600;

  private final BlackBox box;
  private final ImageDomain domain;
  private final Ball ball;
  private final Map<String, ImageAttack> learnt = new LinkedHashMap<>();
  private final Map<String, ImageAttack> heldOut = new LinkedHashMap<>();
  private final List<double[]> training = new ArrayList<>();
  private final List<double[]> calibration = new ArrayList<>();
  private final List<double[]> test = new ArrayList<>();
  private final List<double[]> adversarial = new ArrayList<>();
  private final Map<String, List<double[]>> adversarialTests = new LinkedHashMap<>();

  RaidSamples(BlackBox box, WhiteBox inside, ImageDomain domain, double epsilon) {
    this.box = box;
    this.domain = domain;
    this.ball = new Ball(Distance.LINF, epsilon);
    learnt.put("FGSM", new FastGradientSign(inside, ball));
    learnt.put("PGD", new ProjectedGradient(inside, ball, AttackOptions.quick()));
    heldOut.put("Square (not trained on)", SquareAttack.of(ball, SQUARES));
    learnt.keySet().forEach(name -> adversarialTests.put(name, new ArrayList<>()));
    heldOut.keySet().forEach(name -> adversarialTests.put(name, new ArrayList<>()));
  }

  void add(int number, double[] image) {
    int part = number % PARTS;
    (part < 2 ? training : part == 2 ? calibration : test).add(image);
    if (part < 2) {
      learnt.values().forEach(attack -> attack(attack, number, image, adversarial));
    } else if (part > 2) {
      learnt.forEach((name, a) -> attack(a, number, image, adversarialTests.get(name)));
      heldOut.forEach((name, a) -> attack(a, number, image, adversarialTests.get(name)));
    }
  }

  private void attack(ImageAttack attack, int number, double[] image, List<double[]> found) {
    result(box, attack, number, image).adversarial().ifPresent(one -> found.add(one.image()));
  }

  private AttackResult result(BlackBox asked, ImageAttack attack, int number, double[] image) {
    Budget unlimited = Budget.unlimited();
    return AttackResult.of(
        attack,
        new Trial.Question(asked, domain, image, Distance.LINF, 2 * ADAPTIVE_SQUARES, unlimited),
        List.of(),
        number);
  }

  /** How many of the images held out an attack takes past network and monitor, knowing both. */
  int past(RaidMonitor.Watch watch) {
    int past = 0;
    for (int n = 0; n < test.size(); n++) {
      double[] image = test.get(n);
      int label = BlackBox.winner(box.scores(1, image), 0, box.classes());
      BlackBox both = new MonitoredBlackBox(box, watch, label);
      ImageAttack attack = SquareAttack.of(ball, ADAPTIVE_SQUARES);
      past += result(both, attack, n, image).adversarial().isPresent() ? 1 : 0;
    }
    return past;
  }

  List<double[]> training() {
    return training;
  }

  List<double[]> calibration() {
    return calibration;
  }

  List<double[]> test() {
    return test;
  }

  /** Of the images learnt from. */
  List<double[]> adversarial() {
    return adversarial;
  }

  /** Of the images held out, by attack. */
  Map<String, List<double[]>> adversarialTests() {
    return adversarialTests;
  }
}
