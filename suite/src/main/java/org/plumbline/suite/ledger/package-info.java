/** Answers that outlast a run: a file of lines, and evidence by its hash. */
package org.plumbline.suite.ledger;
