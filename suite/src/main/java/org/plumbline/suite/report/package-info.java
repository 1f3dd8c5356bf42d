/**
 * Reports on a run of a suite, one class a format. They read the records of {@code
 * org.plumbline.suite} and the counterexamples in the store, and nothing else.
 */
package org.plumbline.suite.report;
