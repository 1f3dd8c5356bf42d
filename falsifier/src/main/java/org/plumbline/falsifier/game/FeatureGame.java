package org.plumbline.falsifier.game;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.falsifier.feature.Feature;
import org.plumbline.falsifier.feature.FeatureMap;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * The two-player turn-based game of Wicker, Huang and Kwiatkowska, <em>Feature-Guided Black-Box
 * Safety Testing of Deep Neural Networks</em>, 2018. The first player picks a feature, the second
 * moves a group of values in it by one step. It ends when the image has another class; the payoff
 * is its distance from the original. Moves beyond the limit are not offered; when none is left the
 * payoff is one step more than the limit.
 */
public final class FeatureGame {
  private final Ladders ladders;
  private final Rules rules;
  private final List<Feature> features;

  public FeatureGame(double[] original, ImageDomain domain, FeatureMap map, Rules rules) {
    this(new Ladders(original, domain, rules), rules, map.features());
  }

  private FeatureGame(Ladders ladders, Rules rules, List<Feature> features) {
    this.ladders = ladders;
    this.rules = rules;
    this.features = features;
  }

  /** The same game with another limit. */
  FeatureGame within(double limit) {
    return new FeatureGame(ladders, rules.within(limit), features);
  }

  public Ladders ladders() {
    return ladders;
  }

  public Rules rules() {
    return rules;
  }

  public int features() {
    return features.size();
  }

  /** How much the first player should look at a feature. */
  double weight(int feature) {
    return features.get(feature).weight();
  }

  public double distance(State state) {
    return ladders.distance(state);
  }

  /** What a play pays that ends without another class. */
  public double failure() {
    ImageDomain domain = ladders.domain();
    return switch (rules.distance()) {
      case L0 -> rules.limit() + 1;
      default -> rules.limit() + Math.min(rules.step(), domain.upper() - domain.lower());
    };
  }

  /** What the second player may do in a feature: the states after each of its moves. */
  public List<State> moves(State state, int feature) {
    List<State> after = new ArrayList<>();
    int perPixel = ladders.groupsOfPixel();
    for (int pixel : features.get(feature).pixels()) {
      for (int group = pixel * perPixel; group < (pixel + 1) * perPixel; group++) {
        addMove(state, group, 1, after);
        addMove(state, group, -1, after);
      }
    }
    return after;
  }

  private void addMove(State state, int group, int sign, List<State> after) {
    if (isMove(state, group, sign)) {
      after.add(state.with(group, state.levelOf(group) + sign));
    }
  }

  /**
   * With which probability nature makes each of these moves: by the weights of their pixels, or all
   * alike where those vanish.
   */
  double[] probabilities(State state, int feature, List<State> moves) {
    Feature picked = features.get(feature);
    double[] shares = new double[moves.size()];
    double total = 0;
    int at = 0;
    for (int m = 0; m < shares.length; m++) {
      int pixel = movedGroup(state, moves.get(m)) / ladders.groupsOfPixel();
      while (picked.pixels()[at] != pixel) {
        at++;
      }
      shares[m] = picked.pixelWeights()[at];
      total += shares[m];
    }
    for (int m = 0; m < shares.length; m++) {
      shares[m] = total > 0 ? shares[m] / total : 1.0 / shares.length;
    }
    return shares;
  }

  private static int movedGroup(State before, State after) {
    for (int n = 0; n < after.size(); n++) {
      if (before.levelOf(after.group(n)) != after.level(n)) {
        return after.group(n);
      }
    }
    throw new IllegalArgumentException(after + " is no move from " + before);
  }

  /** Features in which the second player has a move. */
  public int[] playable(State state) {
    int[] playable = new int[features.size()];
    int count = 0;
    for (int f = 0; f < playable.length; f++) {
      if (hasMove(state, f)) {
        playable[count++] = f;
      }
    }
    return Arrays.copyOf(playable, count);
  }

  private boolean hasMove(State state, int feature) {
    int perPixel = ladders.groupsOfPixel();
    for (int pixel : features.get(feature).pixels()) {
      for (int group = pixel * perPixel; group < (pixel + 1) * perPixel; group++) {
        if (isMove(state, group, 1) || isMove(state, group, -1)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isMove(State state, int group, int sign) {
    return ladders.canMove(state, group, sign)
        && ladders.distance(state.with(group, state.levelOf(group) + sign)) <= rules.limit();
  }
}
