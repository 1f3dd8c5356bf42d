/**
 * The report that people read: one HTML file without scripts, which loads nothing, for screens and
 * for paper. One class for each part of the page.
 */
package org.plumbline.suite.html;
