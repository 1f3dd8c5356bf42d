package org.plumbline.campaign;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * A line that a worker somewhere is to answer. What it says is the sender's affair: a question of a
 * suite, or any other that the program of the workers understands.
 *
 * @param number by which the sender knows it again
 * @param line that the worker is told
 * @param patience until it has to have answered
 * @param latest when it has to have begun, by the clock of whoever begins; null for no limit
 * @param isAlone whether its worker has the machine for itself, and all the memory
 */
record Parcel(long number, String line, Duration patience, Instant latest, boolean isAlone)
    implements Serializable {}
