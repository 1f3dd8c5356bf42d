/** Writes the reports that a suite asks for. */
package org.plumbline.suite.report;
