/**
 * Questions about networks as tests of JUnit 5. {@link org.plumbline.junit.PlumblineAssertions} is
 * the shortest way; {@link org.plumbline.junit.PlumblineTest} gives a class a budget of time and a
 * folder for counterexamples; {@link org.plumbline.junit.SuiteTests} runs a suite file.
 */
package org.plumbline.junit;
