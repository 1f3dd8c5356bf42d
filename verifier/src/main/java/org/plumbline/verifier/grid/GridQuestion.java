package org.plumbline.verifier.grid;

import java.util.Arrays;
import java.util.List;
import org.plumbline.falsifier.feature.Feature;
import org.plumbline.falsifier.feature.FeatureMap;
import org.plumbline.falsifier.game.Channels;
import org.plumbline.falsifier.game.FeatureGame;
import org.plumbline.falsifier.game.Players;
import org.plumbline.falsifier.game.Rules;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;

/**
 * How far some values of an input can move, by steps of τ, before the network gives another class.
 *
 * @param label the class of the input
 * @param varying which values move; the others stay
 * @param lower least that a value may be; may be −∞
 * @param upper greatest
 * @param norm L1, L2 or L∞
 * @param step τ
 */
public record GridQuestion(
    Network network,
    double[] input,
    int label,
    int[] varying,
    double lower,
    double upper,
    Distance norm,
    double step) {
  public GridQuestion {
    if (norm == Distance.L0) {
      throw new IllegalArgumentException("L0 is no norm; a grid wants L1, L2 or Linf");
    } else if (varying.length == 0 || Arrays.stream(varying).distinct().count() < varying.length) {
      throw new IllegalArgumentException("values that move are named once each, at least one");
    }
    for (int i : varying) {
      if (i < 0 || i >= input.length) {
        throw new IllegalArgumentException("value " + i + " is none of 0 to " + (input.length - 1));
      }
    }
  }

  /** A norm of differences, one for each value that moves. */
  double norm(double[] differences) {
    return switch (norm) {
      case LINF -> Arrays.stream(differences).map(Math::abs).max().orElse(0);
      case L2 -> Math.sqrt(Arrays.stream(differences).map(d -> d * d).sum());
      case L1 -> Arrays.stream(differences).map(Math::abs).sum();
      case L0 -> throw new IllegalStateException("L0 is no norm");
    };
  }

  /** Contains every input within a distance. */
  Box hull(double distance) {
    double[] low = input.clone();
    double[] high = input.clone();
    for (int i : varying) {
      low[i] = Math.max(lower, Math.nextDown(input[i] - distance));
      high[i] = Math.min(upper, Math.nextUp(input[i] + distance));
    }
    return new Box(low, high);
  }

  /** The cooperative game on the grid, up to a distance. */
  FeatureGame game(double distance) {
    double least = Arrays.stream(input).min().orElse(0) - distance - 2 * step;
    double most = Arrays.stream(input).max().orElse(0) + distance + 2 * step;
    ImageDomain domain =
        new ImageDomain(1, 1, input.length, Math.max(lower, least), Math.min(upper, most));
    int[] pixels = varying.clone();
    Arrays.sort(pixels);
    double[] alike = new double[pixels.length];
    Arrays.fill(alike, 1.0 / alike.length);
    FeatureMap map =
        new FeatureMap(List.of(new Feature(1, pixels, alike)), new double[input.length]);
    return new FeatureGame(
        input,
        domain,
        map,
        new Rules(step, Channels.TOGETHER, norm, distance, Players.COOPERATIVE));
  }
}
