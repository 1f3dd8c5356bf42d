/** Runs of a suite: what is asked again, what is checked again, and in which order. */
package org.plumbline.suite.run;
