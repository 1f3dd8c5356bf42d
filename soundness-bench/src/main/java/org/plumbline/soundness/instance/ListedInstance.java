package org.plumbline.soundness.instance;

import java.nio.file.Path;
import org.plumbline.network.model.ParseException;

/**
 * A line of {@code instances.csv}: {@code NETWORK,vnnlib/NAME.vnnlib,SECONDS}.
 *
 * @param network path below the benchmark's folder; several instances may share it
 * @param name of the property's file without its ending, unique in the benchmark
 */
public record ListedInstance(String network, String name, int timeoutSeconds) {
  private static final String FOLDER = "vnnlib/";
  private static final String ENDING = ".vnnlib";

  /** What its name tells of its kind: all before the last hyphen. */
  public String group() {
    int hyphen = name.lastIndexOf('-');
    return hyphen < 0 ? name : name.substring(0, hyphen);
  }

  public ListedInstance withTimeout(int seconds) {
    return new ListedInstance(network, name, seconds);
  }

  String line(String propertyFolder) {
    return network + "," + propertyFolder + "/" + name + ENDING + "," + timeoutSeconds;
  }

  static ListedInstance parse(Path file, int number, String line) {
    String[] fields = line.strip().split(",");
    if (fields.length == 3 && isInside(fields[0]) && isInside(fields[1])) {
      String property = fields[1];
      if (property.startsWith(FOLDER) && property.endsWith(ENDING)) {
        try {
          return new ListedInstance(
              fields[0],
              property.substring(FOLDER.length(), property.length() - ENDING.length()),
              Integer.parseInt(fields[2]));
        } catch (NumberFormatException e) {
          // Refused below.
        }
      }
    }
    throw new ParseException(
        file.toString(), number, 0, "NETWORK,vnnlib/NAME.vnnlib,SECONDS is expected, not " + line);
  }

  /** Whether a path stays inside of the folder that it is below. */
  private static boolean isInside(String path) {
    Path normal = Path.of(path).normalize();
    return !normal.isAbsolute() && !normal.startsWith("..");
  }
}
