package org.plumbline.suite.summary;

import org.plumbline.suite.SuiteAnswer;

/**
 * An answer, and what it means to the gate.
 *
 * @param message what was found and why that matters, in one line
 */
public record Finding(SuiteAnswer answer, Mark mark, String message) {}
