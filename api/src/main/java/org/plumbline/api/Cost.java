package org.plumbline.api;

import java.time.Duration;

/**
 * What an answer cost.
 *
 * @param time from the start of reading
 * @param subproblems looked at by the search
 */
public record Cost(Duration time, long subproblems) {}
