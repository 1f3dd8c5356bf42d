package org.plumbline.suite.run;

import java.time.Duration;

/**
 * A question that somebody is to answer who has read the same suite. It depends on nothing of this
 * process, so that another one can take it.
 *
 * @param id of the question
 * @param key of what is asked, so that whoever read other files is found out
 * @param limit for the answer; zero if there is no time left
 */
public record Order(String id, String key, Memory memory, Duration limit, Retry retry) {}
