/** Reports for machines and for summaries, one class a format. */
package org.plumbline.suite.format;
