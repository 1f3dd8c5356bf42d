package org.plumbline.falsifier.game;

import java.util.Arrays;

/**
 * How many steps, up or down, each group of values has been moved. A group is a pixel or one value
 * of it, see {@link Ladders}. Immutable; equal states are equal images.
 */
public final class State {
  private static final State START = new State(new int[0], new int[0]);

  private final int[] groups;
  private final int[] levels;
  private final int hash;

  private State(int[] groups, int[] levels) {
    this.groups = groups;
    this.levels = levels;
    this.hash = 31 * Arrays.hashCode(groups) + Arrays.hashCode(levels);
  }

  /** Nothing is moved. */
  public static State start() {
    return START;
  }

  /** Number of groups that are moved. */
  public int size() {
    return groups.length;
  }

  /** The n-th of them in ascending order. */
  public int group(int n) {
    return groups[n];
  }

  /** The steps of the n-th; never 0. */
  public int level(int n) {
    return levels[n];
  }

  /** The steps of a group, 0 where it is not moved. */
  public int levelOf(int group) {
    int at = Arrays.binarySearch(groups, group);
    return at < 0 ? 0 : levels[at];
  }

  /** This state with a group moved to some level instead; 0 undoes its manipulations. */
  public State with(int group, int level) {
    int at = Arrays.binarySearch(groups, group);
    if (at >= 0 && level != 0) {
      int[] changed = levels.clone();
      changed[at] = level;
      return new State(groups, changed);
    } else if (at >= 0) {
      return new State(without(groups, at), without(levels, at));
    }
    return level == 0 ? this : new State(with(groups, ~at, group), with(levels, ~at, level));
  }

  private static int[] without(int[] values, int at) {
    int[] fewer = Arrays.copyOf(values, values.length - 1);
    System.arraycopy(values, at + 1, fewer, at, fewer.length - at);
    return fewer;
  }

  private static int[] with(int[] values, int at, int value) {
    int[] more = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(values, at, more, at + 1, values.length - at);
    more[at] = value;
    return more;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof State state
        && hash == state.hash
        && Arrays.equals(groups, state.groups)
        && Arrays.equals(levels, state.levels);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return Arrays.toString(groups) + " by " + Arrays.toString(levels);
  }
}
