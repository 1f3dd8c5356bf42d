package org.plumbline.falsifier.gradient;

import org.plumbline.falsifier.contract.MarginLoss;

/**
 * A polyhedron to aim at and the probe that came closest to it.
 *
 * @param least the loss of that probe
 */
record Aim(MarginLoss loss, double least, double[] probe) {}
