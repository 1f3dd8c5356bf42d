package org.plumbline.soundness.competition;

import java.util.List;
import org.plumbline.soundness.run.NetworkCell;
import org.plumbline.soundness.run.NetworkCell.Named;

/**
 * Paths as results name them: those of the list, or longer ones of the machine that a tool ran on,
 * packed or not.
 */
final class FilePath {
  private FilePath() {}

  /** Without {@code ./} in front and {@code .gz} behind. */
  static String plain(String path) {
    String rest = path;
    while (rest.startsWith("./")) {
      rest = rest.substring(2);
    }
    return rest.endsWith(".gz") ? rest.substring(0, rest.length() - 3) : rest;
  }

  /** Whether a path is the listed one, or leads to it from further up. */
  static boolean leadsTo(String listed, String path) {
    String wanted = plain(listed);
    String given = plain(path);
    return given.equals(wanted) || given.endsWith("/" + wanted);
  }

  /** Whether all files of one cell lead to those of the list, name by name. */
  static boolean leadsTo(NetworkCell listed, String cell) {
    List<Named> given;
    try {
      given = NetworkCell.parse(cell).networks();
    } catch (IllegalArgumentException e) {
      return false;
    }
    List<Named> wanted = listed.networks();
    boolean fits = given.size() == wanted.size();
    for (int k = 0; fits && k < given.size(); k++) {
      fits =
          given.get(k).name().equals(wanted.get(k).name())
              && leadsTo(wanted.get(k).file(), given.get(k).file());
    }
    return fits;
  }
}
