/** Questions of a suite answered in processes of their own. */
package org.plumbline.suite.worker;
