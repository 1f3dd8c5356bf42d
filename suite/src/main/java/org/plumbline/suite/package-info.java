/**
 * What a run of a suite says: the file, its requirements, the questions, their answers, what
 * follows for each requirement and for the gate. Reports read nothing else.
 */
package org.plumbline.suite;
