package org.plumbline.verifier.bounds;

/**
 * A function of a network's neurons as one of generators ξ, each in [−1, 1]: where in its range
 * every input lies, and where between its two parallel lines every open ReLU. With these lines
 * {@code constant + objective · ξ} is the function; the neurons that a tree may split are functions
 * of the same ξ. Plain doubles: what comes of it is a guess.
 *
 * @param objective coefficients by generator
 * @param rows coefficients of the neurons that may be split, layers ascending
 * @param centre of each of these, its constant
 * @param generator that the ReLU of each one has
 * @param slope of its two lines, {@code slope · z} and that plus twice {@code half}
 * @param half of the distance of its lines
 * @param relu layer of each ReLU
 * @param neuron in this layer
 */
public record GeneratorSpace(
    double constant,
    double[] objective,
    double[][] rows,
    double[] centre,
    int[] generator,
    double[] slope,
    double[] half,
    int[] relu,
    int[] neuron) {}
