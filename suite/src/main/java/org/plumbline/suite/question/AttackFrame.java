package org.plumbline.suite.question;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.falsifier.blackbox.NetworkBlackBox;
import org.plumbline.falsifier.blackbox.PreparedBlackBox;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.network.model.Network;
import org.plumbline.specs.robustness.ImageLayout;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.InputShape;
import org.plumbline.suite.file.Ask;

/**
 * An input as attacks see it: values channel by channel, before normalisation. What they find is
 * judged as the network sees it, in exact numbers.
 */
final class AttackFrame {
  private static final int MOST_STEPS = 8;

  private final ImageDomain domain;
  private final int[] place;
  private final BigDecimal[] centre;
  private final Ask.Values values;
  private final Ask.Range range;

  private AttackFrame(
      ImageDomain domain, int[] place, BigDecimal[] centre, Ask.Values values, Ask.Range range) {
    this.domain = domain;
    this.place = place;
    this.centre = centre;
    this.values = values;
    this.range = range;
  }

  /**
   * @param values with a range
   * @throws org.plumbline.network.model.ParseException if the input does not fit
   */
  static AttackFrame of(GivenInput input, Network network, Ask.Values values) {
    InputShape shape = InputShape.of(network.input().shape(), input.layout());
    BigDecimal[] centre =
        new InputReader(input.pixels(), shape).read(input.content(), input.words()).values();
    Ask.Range range = values.range().orElseThrow();
    double lower = range.lower().doubleValue();
    double upper = range.upper().doubleValue();
    ImageDomain domain =
        ImageDomain.ofInputs(shape, lower, upper)
            .orElseGet(() -> new ImageDomain(1, 1, network.inputSize(), lower, upper));
    Optional<ImageLayout> layout = shape.image().filter(l -> l.channels() == domain.channels());
    int[] place = new int[domain.values()];
    for (int c = 0; c < domain.channels(); c++) {
      for (int p = 0; p < domain.pixels(); p++) {
        int i = domain.index(c, p);
        place[i] = layout.isPresent() ? layout.get().place(c, p) : i;
      }
    }
    return new AttackFrame(domain, place, centre, values, range);
  }

  ImageDomain domain() {
    return domain;
  }

  /** Whether the network takes images as they are. */
  boolean isPlain() {
    boolean isInOrder = true;
    for (int i = 0; i < place.length && isInOrder; i++) {
      isInOrder = place[i] == i;
    }
    return isInOrder && values.mean().isEmpty();
  }

  /** Values outside of the range are set to its ends. */
  double[] image() {
    double[] image = new double[place.length];
    Arrays.setAll(image, i -> domain.clip(centre[place[i]].doubleValue()));
    return image;
  }

  /** The network, of images. */
  BlackBox box(Network network) {
    BlackBox box = new NetworkBlackBox(network, MatrixKernel.best().gemms(), 1);
    if (isPlain()) {
      return box;
    }
    double[] means = new double[place.length];
    double[] deviations = new double[place.length];
    Arrays.setAll(means, i -> mean(i).doubleValue());
    Arrays.setAll(deviations, i -> deviation(i).doubleValue());
    return new PreparedBlackBox(box, place, means, deviations);
  }

  private BigDecimal mean(int i) {
    return values.mean().isEmpty() ? BigDecimal.ZERO : ofChannel(values.mean(), i);
  }

  private BigDecimal deviation(int i) {
    return values.deviation().isEmpty() ? BigDecimal.ONE : ofChannel(values.deviation(), i);
  }

  private BigDecimal ofChannel(List<BigDecimal> numbers, int i) {
    return numbers.get(numbers.size() == 1 ? 0 : i / domain.pixels());
  }

  /** Before normalisation, exactly. */
  private BigDecimal value(int i, double seen) {
    return new BigDecimal(seen).multiply(deviation(i)).add(mean(i));
  }

  /**
   * What the network sees of an image. Values that were not moved are those of the original, and
   * those that rounding took out of the range, or further than a distance, are brought back.
   *
   * @param original as the network sees it
   * @param furthest that each value may be from the original's
   */
  List<Double> input(List<Double> original, double[] image, BigDecimal furthest) {
    double[] before = image();
    Double[] input = new Double[image.length];
    for (int i = 0; i < image.length; i++) {
      double seen = original.get(place[i]);
      input[place[i]] = image[i] == before[i] ? seen : inside(i, image[i], furthest);
    }
    return List.of(input);
  }

  private double inside(int i, double moved, BigDecimal furthest) {
    BigDecimal own = centre[place[i]];
    BigDecimal least = range.lower().max(own.subtract(furthest));
    BigDecimal most = range.upper().min(own.add(furthest));
    double seen = (moved - mean(i).doubleValue()) / deviation(i).doubleValue();
    for (int k = 0; k < MOST_STEPS && value(i, seen).compareTo(least) < 0; k++) {
      seen = Math.nextUp(seen);
    }
    for (int k = 0; k < MOST_STEPS && value(i, seen).compareTo(most) > 0; k++) {
      seen = Math.nextDown(seen);
    }
    return seen;
  }

  /**
   * Whether an input is no further than a limit; of values as they were before normalisation.
   *
   * @param original as the network sees it: pixels count that differ from it
   */
  boolean isWithin(Distance distance, BigDecimal limit, List<Double> original, List<Double> input) {
    BigDecimal total = BigDecimal.ZERO;
    for (int p = 0; p < domain.pixels(); p++) {
      boolean isMoved = false;
      for (int c = 0; c < domain.channels(); c++) {
        int i = domain.index(c, p);
        double seen = input.get(place[i]);
        isMoved |= seen != original.get(place[i]);
        BigDecimal far = value(i, seen).subtract(centre[place[i]]).abs();
        total =
            switch (distance) {
              case L0 -> total;
              case L1 -> total.add(far);
              case L2 -> total.add(far.multiply(far));
              case LINF -> total.max(far);
            };
      }
      total = distance == Distance.L0 && isMoved ? total.add(BigDecimal.ONE) : total;
    }
    return total.compareTo(distance == Distance.L2 ? limit.multiply(limit) : limit) <= 0;
  }
}
