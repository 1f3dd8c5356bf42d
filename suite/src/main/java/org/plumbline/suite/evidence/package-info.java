/**
 * An archive of all that shows what a run of a suite found, for somebody who trusts neither whoever
 * made it nor their machine: {@link org.plumbline.suite.evidence.EvidenceArchive}.
 */
package org.plumbline.suite.evidence;
