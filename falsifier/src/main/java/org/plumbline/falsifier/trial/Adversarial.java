package org.plumbline.falsifier.trial;

/**
 * An image that reaches a goal.
 *
 * @param image its values
 * @param label what the black box answers
 * @param distance from the original
 */
public record Adversarial(double[] image, int label, double distance) {}
