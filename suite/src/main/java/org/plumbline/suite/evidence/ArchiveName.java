package org.plumbline.suite.evidence;

import java.util.regex.Pattern;

/** Names of entries: folders and files of few characters, none of which leads upwards. */
final class ArchiveName {
  static final int MOST_LENGTH = 200;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,3}");

  private ArchiveName() {}

  static boolean isSafe(String name) {
    return name.length() <= MOST_LENGTH && NAME.matcher(name).matches() && !name.contains("..");
  }

  /** The last part of a file's path, with what names may not have replaced. */
  static String of(String file) {
    String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    String safe = last.replaceAll("[^A-Za-z0-9_.-]", "_").replaceAll("\\.{2,}", ".");
    String end = safe.substring(Math.max(0, safe.length() - MOST_LENGTH / 4));
    return end.matches("[A-Za-z0-9_].*") ? end : "_" + end;
  }
}
