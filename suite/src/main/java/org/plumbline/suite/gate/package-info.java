/** What follows from answers: requirements, known failures, and the gate. */
package org.plumbline.suite.gate;
