/** Suites on Apache Spark. Nothing else knows Spark. */
package org.plumbline.campaign;
