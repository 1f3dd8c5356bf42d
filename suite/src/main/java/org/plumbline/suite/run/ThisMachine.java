package org.plumbline.suite.run;

import org.plumbline.api.PlumblineVersion;
import org.plumbline.suite.Environment;

/** The machine that a suite runs on. */
public final class ThisMachine {
  private ThisMachine() {}

  /** What is known of it. */
  public static Environment environment(int threads) {
    return new Environment(
        PlumblineVersion.text(),
        System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory(),
        threads);
  }
}
