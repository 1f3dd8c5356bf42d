package org.plumbline.soundness.competition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.plumbline.network.model.ParseException;

/**
 * A folder in the layout of VNN-COMP: {@code [benchmarks/]CATEGORY/[1.0|2.0]/instances.csv}, or a
 * category itself. Which language a property is written in, its version line says, not the folder.
 */
public record CompetitionFolder(Path path) {
  private static final String LIST = "instances.csv";

  /** The two folders that a category may have. */
  public enum Language {
    FIRST("1.0"),
    SECOND("2.0");

    private final String folder;

    Language(String folder) {
      this.folder = folder;
    }

    /** By the folder's name. */
    public static Optional<Language> of(String folder) {
      return Stream.of(values()).filter(one -> one.folder.equals(folder)).findFirst();
    }

    static boolean isFolder(Path path) {
      return path.endsWith(FIRST.folder) || path.endsWith(SECOND.folder);
    }

    private Language other() {
      return this == FIRST ? SECOND : FIRST;
    }

    @Override
    public String toString() {
      return folder;
    }
  }

  /**
   * The categories by their names.
   *
   * @param preferred the folder that is taken where there are both
   * @throws ParseException when there is none
   */
  public List<Category> categories(Language preferred) throws IOException {
    Optional<Category> itself = category(path, preferred);
    if (itself.isPresent()) {
      return List.of(itself.get());
    }
    Path inside = path.resolve("benchmarks");
    List<Category> categories = new ArrayList<>();
    for (Path folder : folders(Files.isDirectory(inside) ? inside : path)) {
      category(folder, preferred).ifPresent(categories::add);
    }
    if (categories.isEmpty()) {
      throw new ParseException(
          path.toString(),
          "has no category: [benchmarks/]CATEGORY/[1.0|2.0]/" + LIST + " is expected");
    }
    return categories;
  }

  private static Optional<Category> category(Path folder, Language preferred) {
    return Stream.of(
            folder, folder.resolve(preferred.folder), folder.resolve(preferred.other().folder))
        .filter(place -> Files.isRegularFile(place.resolve(LIST)))
        .map(Category::of)
        .findFirst();
  }

  private static List<Path> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new ParseException(folder.toString(), "there is no such folder");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }
}
