package org.plumbline.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Class-data sharing: runs the command lines of the rehearsal and keeps the classes that they load
 * ready parsed in {@code lib/plumbline.jsa}. It is made through the launcher, so that the class
 * path in the archive is spelled as the launcher spells it.
 */
final class ClassData {
  private static final String OPTIONS = "PLUMBLINE_JAVA_OPTS";

  private ClassData() {}

  static void rehearse(Path folder, Path rehearsal, Path work) throws IOException {
    Path list = work.resolve("loaded-classes");
    Path fromFolder = folder.relativize(list); // the launcher would split a name with a space
    Set<String> classes = new LinkedHashSet<>();
    for (String line : Files.readAllLines(rehearsal)) {
      run(folder, "-XX:DumpLoadedClassList=" + fromFolder, List.of(line.split(" ")));
      for (String loaded : Files.readAllLines(list)) {
        if (!loaded.startsWith("#") && !loaded.contains(" source: ")) {
          classes.add(loaded.replaceFirst(" id: .*", ""));
        }
      }
    }
    Files.write(list, classes);
    // Heap objects are archived with this collector only, and read with any.
    String dump =
        "-XX:-UseParallelGC -XX:+UseG1GC -Xshare:dump -XX:SharedClassListFile=" + fromFolder;
    run(folder, dump, List.of());
    if (!Files.exists(folder.resolve("lib/plumbline.jsa"))) {
      throw new IOException("no archive of classes was written into " + folder.resolve("lib"));
    }
  }

  private static void run(Path folder, String options, List<String> arguments) throws IOException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> command = new ArrayList<>(windows ? List.of("cmd", "/c") : List.of());
    command.add(folder.resolve("bin").resolve(windows ? "plumbline.bat" : "plumbline").toString());
    command.addAll(arguments);
    Tool.run(folder, Map.of(OPTIONS, options), command);
  }
}
