/** The suite file: YAML 1.2, read strictly, and what it says. */
package org.plumbline.suite.file;
