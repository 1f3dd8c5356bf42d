package org.plumbline.soundness.competition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.plumbline.network.model.ParseException;

/**
 * A category of VNN-COMP.
 *
 * @param folder with {@code instances.csv}, which names files below the folder
 */
public record Category(String name, Path folder) {
  /** Of a folder as it is named. */
  public static Category of(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    boolean isVersion = CompetitionFolder.Language.isFolder(whole);
    Path named = isVersion && whole.getParent() != null ? whole.getParent() : whole;
    return new Category(String.valueOf(named.getFileName()), whole);
  }

  /**
   * What it lists, in this order.
   *
   * @throws ParseException when the list is missing or malformed, or names a file that is not there
   */
  public List<CompetitionInstance> instances() throws IOException {
    return new InstanceList(this).read();
  }
}
