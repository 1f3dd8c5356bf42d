package org.plumbline.api;

/**
 * How a classifier is attacked that answers a limited number of queries.
 *
 * @param method which queries are asked
 * @param queries inputs that the network is asked about at most, the input itself among them
 */
public record Falsification(Method method, long queries) {
  /** The input itself, one that is tried, and one that is asked about again. */
  public static final int LEAST_QUERIES = 3;

  /** Which queries are asked; both see scores and no gradients. */
  public enum Method {
    /** Squares of the image that move to the ends of the region (Andriushchenko et al. 2020). */
    SQUARE,
    /** Bayesian optimisation over coarse images, at most 1000 queries (Ru et al. 2020). */
    BAYES
  }

  /**
   * Checks the number.
   *
   * @param method as above
   * @param queries as above
   */
  public Falsification {
    if (queries < LEAST_QUERIES) {
      throw new IllegalArgumentException(
          queries + " queries; a search needs at least " + LEAST_QUERIES);
    }
  }
}
