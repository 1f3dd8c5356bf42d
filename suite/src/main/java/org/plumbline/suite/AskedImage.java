package org.plumbline.suite;

/**
 * The input that a question is about.
 *
 * @param file as the suite says it: a data set, or a file of one input
 * @param index in the data set from 0, or 0
 */
public record AskedImage(String file, int index) {}
