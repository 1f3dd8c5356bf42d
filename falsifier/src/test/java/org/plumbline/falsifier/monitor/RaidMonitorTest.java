package org.plumbline.falsifier.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.trial.Classifiers;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;

class RaidMonitorTest {
  private static final int INPUTS = 12;
  private static final Network NETWORK = Classifiers.relu(INPUTS, 30, 3, 8);
  private static final RaidOptions OPTIONS = new RaidOptions(3, 20, 8, 0.1);

  private static List<double[]> images(int count, double deviation, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> images = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      double[] image = new double[INPUTS];
      for (int i = 0; i < INPUTS; i++) {
        image[i] = deviation * random.nextGaussian();
      }
      images.add(image);
    }
    return images;
  }

  private static RaidMonitor trained(long seed) {
    return new RaidTraining(NETWORK, JavaGemm::new, OPTIONS)
        .train(images(300, 1, 1), images(300, 3, 2), images(300, 1, 3), seed);
  }

  private static MonitorRates rates(RaidMonitor monitor, double deviation) {
    return RaidTraining.rates(
        monitor.over(NETWORK, JavaGemm::new), images(400, 1, 4), images(400, deviation, 5), 6);
  }

  /** "Adversarial" images vary three times as much as benign ones: the neurons show that. */
  @Test
  void tellsApartWhatBehavesDifferently() {
    MonitorRates rates = rates(trained(1), 3);
    assertThat(rates.benign()).isEqualTo(400);
    assertThat(rates.falseAlarms()).isBetween(16, 72);
    assertThat(rates.missed()).isLessThan(60);
  }

  /** Where there is no difference, it misses about as many as it should not raise alarms for. */
  @Test
  void seesNothingWhereThereIsNothing() {
    assertThat(rates(trained(1), 1).missed()).isBetween(320, 388);
  }

  @Test
  void theSameSeedGivesTheSameMonitorAndFilesKeepIt() throws IOException {
    byte[] written = written(trained(5));
    assertThat(written(trained(5))).isEqualTo(written);
    assertThat(written(trained(6))).isNotEqualTo(written);
    MonitorFile read = MonitorFile.read("m", new ByteArrayInputStream(written));
    assertThat(read.network()).isEqualTo("abc");
    assertThat(written(read.monitor())).isEqualTo(written);
    assertThat(rates(read.monitor(), 3)).isEqualTo(rates(trained(5), 3));
  }

  private static byte[] written(RaidMonitor monitor) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MonitorFile("abc", monitor).writeTo(out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[1, 2",
        "{}",
        "{\"format\": \"plumbline-raid-2\"}",
        "{\"format\": \"plumbline-raid-1\", \"detectors\": 3}",
        "{\"format\": \"plumbline-raid-1\", \"detectors\": [7]}",
        "{\"format\": \"plumbline-raid-1\", \"network\": \"a\", \"inputs\": 1, \"neurons\": 1,"
            + " \"detectors\": []}",
        "{\"format\": \"plumbline-raid-1\", \"network\": \"a\", \"inputs\": 1, \"neurons\": 1,"
            + " \"detectors\": [{\"neurons\": [0], \"means\": [[0], [1]], \"deviations\": [[1],"
            + " [0]], \"weights\": [1], \"bias\": 0, \"threshold\": 0}]}",
        "{\"format\": \"plumbline-raid-1\", \"network\": \"a\", \"inputs\": 1, \"neurons\": 1,"
            + " \"detectors\": [{\"neurons\": [1], \"means\": [[0], [1]], \"deviations\": [[1],"
            + " [1]], \"weights\": [1], \"bias\": 0, \"threshold\": 0}]}",
        "{\"format\": \"plumbline-raid-1\", \"network\": \"a\", \"inputs\": 1, \"neurons\": 1,"
            + " \"detectors\": [{\"neurons\": [0], \"means\": [[0], [1]], \"deviations\": [[1],"
            + " [1]], \"weights\": [1e999], \"bias\": 0, \"threshold\": 0}]}"
      })
  void otherFilesAreRefused(String text) {
    assertThatThrownBy(
            () ->
                MonitorFile.read(
                    "m", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith("m");
  }

  @Test
  void anotherNetworkIsNotWatched() {
    RaidMonitor monitor = trained(1);
    Network other = Classifiers.relu(INPUTS, 31, 3, 8);
    assertThatThrownBy(() -> monitor.over(other, JavaGemm::new))
        .hasMessage(
            "the monitor watches a network of 12 inputs and 33 neurons, this one has 12 and 34");
  }

  @Test
  void valuesThatAreNoNumbersRaiseAlarms() {
    double[] image = new double[INPUTS];
    image[0] = Double.NaN;
    RaidMonitor.Watch watch = trained(1).over(NETWORK, JavaGemm::new);
    assertThat(watch.answer(image, 0).isAlarm()).isTrue();
  }

  /** The second class wins exactly where class 1 is lost and no detector raises an alarm. */
  @Test
  void anAttackerWhoKnowsBothSeesWhatBothSay() {
    RaidMonitor.Watch watch = trained(1).over(NETWORK, JavaGemm::new);
    BlackBox network = Classifiers.scores(NETWORK, 1);
    BlackBox both = new MonitoredBlackBox(network, watch, 1);
    int past = 0;
    for (double[] image : images(200, 1.5, 11)) {
      boolean isLost = BlackBox.winner(network.scores(1, image), 0, 3) != 1;
      boolean isSilent = IntStream.range(0, 3).noneMatch(d -> watch.answer(image, d).isAlarm());
      int winner = BlackBox.winner(both.scores(1, image), 0, 2);
      assertThat(winner).isEqualTo(isLost && isSilent ? 1 : 0);
      past += winner;
    }
    assertThat(past).isBetween(10, 150);
  }

  /** Three points on either side of 4. */
  @Test
  void logisticRegressionFindsTheSideAndTheMiddle() {
    double[][] points = {{1}, {2}, {3}, {5}, {6}, {7}};
    boolean[] isPositive = {false, false, false, true, true, true};
    double[] weights = LogisticRegression.fit(points, isPositive);
    assertThat(weights[0]).isPositive();
    assertThat(-weights[1] / weights[0]).isCloseTo(4, within(0.1));
  }
}
