package org.plumbline.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that Maven wrote into {@code build.properties}. */
public final class PlumblineVersion {
  private PlumblineVersion() {}

  /**
   * The version.
   *
   * @return such as {@code 1.2.0}
   */
  public static String text() {
    Properties build = new Properties();
    try (InputStream in = PlumblineVersion.class.getResourceAsStream("build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }
}
