package org.plumbline.falsifier.game;

import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * The manipulations of an image: each group of values may climb a ladder of steps up or down, level
 * k at {@code clip(x + kτ)}, and never turns back, so that distances never fall and plays end. All
 * points of the τ-grid about the image can be reached. Groups are pixels, or single values numbered
 * {@code pixel · channels + channel}.
 */
public final class Ladders {
  private final double[] original;
  private final ImageDomain domain;
  private final Rules rules;

  public Ladders(double[] original, ImageDomain domain, Rules rules) {
    domain.require(original);
    this.original = original.clone();
    this.domain = domain;
    this.rules = rules;
  }

  public ImageDomain domain() {
    return domain;
  }

  /** Groups of one pixel: {@code groupsOfPixel · pixel} and those that follow. */
  public int groupsOfPixel() {
    return rules.channels() == Channels.TOGETHER ? 1 : domain.channels();
  }

  /** Whether a further step in the direction ±1 changes anything; turning back does not count. */
  public boolean canMove(State state, int group, int sign) {
    int level = state.levelOf(group);
    if (level * sign < 0) {
      return false;
    }
    double end = sign > 0 ? domain.upper() : domain.lower();
    for (int i = first(group); i < domain.values(); i += stride()) {
      if (value(i, level) != end) {
        return true;
      }
    }
    return false;
  }

  /** A group's first value; the others follow at the stride. */
  private int first(int group) {
    return rules.channels() == Channels.TOGETHER
        ? group
        : domain.index(group % domain.channels(), group / domain.channels());
  }

  private int stride() {
    return rules.channels() == Channels.TOGETHER ? domain.pixels() : domain.values();
  }

  /** A value of the original after some steps. */
  private double value(int index, int level) {
    return level == 0 ? original[index] : domain.clip(original[index] + level * rules.step());
  }

  /** Writes the image of a state to a place in a batch. */
  public void write(State state, double[] batch, int row) {
    int start = row * domain.values();
    System.arraycopy(original, 0, batch, start, domain.values());
    for (int n = 0; n < state.size(); n++) {
      for (int i = first(state.group(n)); i < domain.values(); i += stride()) {
        batch[start + i] = value(i, state.level(n));
      }
    }
  }

  /** A state's image. */
  public double[] image(State state) {
    double[] image = new double[domain.values()];
    write(state, image, 0);
    return image;
  }

  /** The distance of a state's image from the original, pixel by pixel of the whole image. */
  double distanceOfImage(State state, Distance distance) {
    return distance.between(original, image(state), domain);
  }

  /** The distance of a state's image from the original, in time linear in what it moved. */
  public double distance(State state) {
    double total = 0;
    int lastPixel = -1;
    for (int n = 0; n < state.size(); n++) {
      int pixel = state.group(n) / groupsOfPixel();
      total += rules.distance() == Distance.L0 && pixel != lastPixel ? 1 : 0;
      lastPixel = pixel;
      for (int i = first(state.group(n)); i < domain.values(); i += stride()) {
        double difference = Math.abs(value(i, state.level(n)) - original[i]);
        total =
            switch (rules.distance()) {
              case L0 -> total;
              case L1 -> total + difference;
              case L2 -> total + difference * difference;
              case LINF -> Math.max(total, difference);
            };
      }
    }
    return rules.distance() == Distance.L2 ? Math.sqrt(total) : total;
  }
}
