package org.plumbline.falsifier.score;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.search.BatchSize;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;

/**
 * Changes a few pixels, found by differential evolution: a candidate is a list of pixels with their
 * new values, and a child {@code a + F·(b − c)} of three random candidates takes the place of its
 * parent where its margin is no greater. Needs scores.
 *
 * <p>Su, Vargas, Sakurai, <em>One Pixel Attack for Fooling Deep Neural Networks</em>, 2019. At most
 * {@code population · (generations + 1)} queries; ends after the generation that found an image.
 *
 * @param pixels changed at most; two entries of a candidate may name the same
 * @param population 400 in the paper
 * @param generations 100 in the paper
 * @param scale F, 0.5 in the paper
 */
public record PixelEvolution(int pixels, int population, int generations, double scale)
    implements ImageAttack {
  private static final int PARENTS = 4;

  public PixelEvolution {
    if (pixels < 1 || population < PARENTS || generations < 0 || !(scale > 0 && scale <= 2)) {
      throw new IllegalArgumentException(
          pixels
              + " pixels, a population of "
              + population
              + ", "
              + generations
              + " generations, F = "
              + scale);
    }
  }

  /** As in the paper. */
  public static PixelEvolution of(int pixels) {
    return new PixelEvolution(pixels, 400, 100, 0.5);
  }

  @Override
  public void search(Trial trial, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PixelGenome genome = new PixelGenome(trial.original(), trial.domain(), pixels);
    double[][] parents = new double[population][];
    Arrays.setAll(parents, p -> genome.random(p, population, random));
    double[] margins = margins(trial, genome, parents);
    for (int g = 0; g < generations && trial.best().isEmpty(); g++) {
      double[][] children = new double[population][];
      for (int p = 0; p < population; p++) {
        children[p] = genome.repaired(child(parents, p, random), random);
      }
      double[] moved = margins(trial, genome, children);
      for (int p = 0; p < population; p++) {
        if (moved[p] <= margins[p]) {
          parents[p] = children[p];
          margins[p] = moved[p];
        }
      }
    }
  }

  private double[] child(double[][] parents, int own, SplittableRandom random) {
    int[] picked = {own, own, own};
    for (int k = 0; k < picked.length; k++) {
      int next = random.nextInt(population);
      while (next == own || contains(picked, k, next)) {
        next = random.nextInt(population);
      }
      picked[k] = next;
    }
    double[] child = parents[picked[0]].clone();
    for (int i = 0; i < child.length; i++) {
      child[i] += scale * (parents[picked[1]][i] - parents[picked[2]][i]);
    }
    return child;
  }

  private static boolean contains(int[] picked, int count, int value) {
    for (int k = 0; k < count; k++) {
      if (picked[k] == value) {
        return true;
      }
    }
    return false;
  }

  private double[] margins(Trial trial, PixelGenome genome, double[][] candidates) {
    ImageDomain domain = trial.domain();
    double[] margins = new double[candidates.length];
    int batch = BatchSize.of(domain, candidates.length);
    double[] x = new double[batch * domain.values()];
    for (int first = 0; first < margins.length; first += batch) {
      int rows = Math.min(batch, margins.length - first);
      for (int r = 0; r < rows; r++) {
        genome.write(candidates[first + r], x, r);
      }
      System.arraycopy(trial.margins(rows, x), 0, margins, first, rows);
    }
    return margins;
  }
}
