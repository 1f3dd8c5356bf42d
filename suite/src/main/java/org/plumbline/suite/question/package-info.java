/**
 * The questions of a suite, each of which can be asked, and answers to which can be checked again.
 */
package org.plumbline.suite.question;
