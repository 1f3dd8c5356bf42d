/** Files that are written. */
package org.plumbline.suite.output;
