package org.plumbline.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.UnreadableInputException;

/** Files of a folder and of its subfolders, whose names may be classes. */
final class ImageFolder {
  private ImageFolder() {}

  /**
   * One image.
   *
   * @param name relative to the folder
   * @param label the name of its subfolder, if it is a number
   */
  record Image(String name, Path file, OptionalInt label) {
    /** The question about it with ε = 0. */
    LocalRobustness around() {
      LocalRobustness around = LocalRobustness.around(file);
      return label.isPresent() ? around.label(label.getAsInt()) : around;
    }
  }

  /**
   * @throws UnreadableInputException if it cannot be read or is empty
   */
  static List<Image> files(Path folder) {
    try (Stream<Path> found = Files.walk(folder, 2)) {
      List<Image> images =
          found
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .sorted()
              .map(file -> image(folder, file))
              .toList();
      if (images.isEmpty()) {
        throw new UnreadableInputException(folder + " has no images", null);
      }
      return images;
    } catch (IOException e) {
      throw new UnreadableInputException(folder + " cannot be read: " + e, e);
    }
  }

  private static Image image(Path folder, Path file) {
    Path relative = folder.relativize(file);
    String parent = relative.getNameCount() == 2 ? relative.getName(0).toString() : "";
    OptionalInt label =
        parent.matches("\\d{1,6}") ? OptionalInt.of(Integer.parseInt(parent)) : OptionalInt.empty();
    return new Image(relative.toString().replace('\\', '/'), file, label);
  }
}
