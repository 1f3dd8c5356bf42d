/**
 * What a run says, made ready for reports: answers by requirement, what each means to the gate, and
 * words for people.
 */
package org.plumbline.suite.summary;
