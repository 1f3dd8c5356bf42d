package org.plumbline.certificates.slope;

/** A share in [0, 1] as a byte, in 254ths; one byte is left for what is guessed. */
public final class ShareByte {
  /** No share: the checker guesses. */
  public static final byte GUESS = (byte) 255;

  private static final int STEPS = 254;

  private ShareByte() {}

  /** The share that a byte other than {@link #GUESS} means. */
  public static double share(byte choice) {
    return Math.min(STEPS, choice & 0xff) / (double) STEPS;
  }

  /** The byte of the nearest share, that of 0 for NaN. */
  public static byte nearest(double share) {
    return (byte) Math.round(STEPS * (share > 0 ? Math.min(1, share) : 0));
  }
}
