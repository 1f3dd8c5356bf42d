package org.plumbline.suite.summary;

import java.util.Locale;

/** Constants as machines read them: {@code NOT_MET} is {@code not-met}. */
public final class Codes {
  private Codes() {}

  /** The code of a constant. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
