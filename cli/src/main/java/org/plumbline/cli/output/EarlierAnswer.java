package org.plumbline.cli.output;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * How an answer of an earlier run is told from other files by its first bytes. A command line that
 * is not understood may name any file by mistake, so that only what reads as an answer is removed
 * for it; of what other commands read (properties, patterns, monitors) nothing is.
 */
public enum EarlierAnswer {
  /** A result file of VNN-COMP. */
  RESULT("(sat|unsat|timeout|unknown|holds|violated|error)\\s.*"),
  /** A report of a command. */
  JSON("\\{\\s*(\"version\"\\s*:.*|\\}\\s*)"),
  CERTIFICATE("PLUMBLINE-PROOF\n.*"),
  /** The table of {@code falsify}. */
  TABLE("image,label,class,outcome,.*"),
  /** A page of a command, which has its style in it. */
  PAGE("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>.*"),
  /** What cannot be told from a file that somebody else made. */
  OTHER("(?!)");

  /** Enough of a file to tell. */
  static final int BYTES = 256;

  private final Pattern pattern;

  EarlierAnswer(String pattern) {
    this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
  }

  /**
   * @param start the first {@link #BYTES} of the file, or all of them
   */
  boolean recognises(byte[] start) {
    return pattern.matcher(new String(start, StandardCharsets.ISO_8859_1) + "\n").matches();
  }
}
