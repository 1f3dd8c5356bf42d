package org.plumbline.falsifier.monitor;

/**
 * How often a monitor was wrong.
 *
 * @param falseAlarms benign images that raised one
 * @param missed adversarial images that did not
 */
public record MonitorRates(int falseAlarms, int benign, int missed, int adversarial) {}
