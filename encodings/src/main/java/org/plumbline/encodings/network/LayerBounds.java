package org.plumbline.encodings.network;

/**
 * Proven bounds of every neuron, {@code [layer][neuron]}, over the input box of a case; infinite
 * where nothing is known. Phases that they decide need no choice, and big-M constraints are as
 * tight as they are.
 */
public record LayerBounds(double[][] lower, double[][] upper) {}
