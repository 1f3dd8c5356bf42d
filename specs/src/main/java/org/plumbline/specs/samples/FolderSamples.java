package org.plumbline.specs.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.InputShape;

/**
 * The files of the subfolders of a folder, which are named after classes, 0, 1, …: class by class,
 * by name. Each is an image or a text of numbers.
 */
final class FolderSamples implements SampleStream {
  private record Item(Path file, int label) {}

  private final List<Item> items;
  private final Preparation preparation;
  private final InputReader reader;
  private final ChannelOrder order;
  private int next;

  FolderSamples(Path folder, Preparation preparation, InputShape inputs, ChannelOrder order) {
    this.preparation = preparation;
    this.reader = new InputReader(preparation.scale(), inputs);
    this.order = order;
    this.items = items(folder);
  }

  private static List<Item> items(Path folder) {
    List<Item> items = new ArrayList<>();
    try {
      for (var entry : classes(folder).entrySet()) {
        for (Path file : visible(entry.getValue())) {
          items.add(new Item(file, entry.getKey()));
        }
      }
    } catch (IOException e) {
      throw new ParseException(folder.toString(), "cannot be read: " + e.getMessage());
    }
    return items;
  }

  private static TreeMap<Integer, Path> classes(Path folder) throws IOException {
    TreeMap<Integer, Path> classes = new TreeMap<>();
    for (Path entry : visible(folder)) {
      String name = entry.getFileName().toString();
      if (!name.matches("\\d{1,6}") || !Files.isDirectory(entry)) {
        throw new ParseException(
            entry.toString(), "is no folder named after a class, such as " + folder.resolve("0"));
      }
      if (classes.put(Integer.valueOf(name), entry) != null) {
        throw new ParseException(entry.toString(), "is a second folder of that class");
      }
    }
    return classes;
  }

  private static List<Path> visible(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  /** All files, in the order of the samples. */
  static List<Path> files(Path folder) {
    return items(folder).stream().map(Item::file).toList();
  }

  @Override
  public int next(double[] target, int offset) {
    if (next == items.size()) {
      return END;
    }
    Item item = items.get(next++);
    double[] read = reader.read(item.file()).doubles();
    System.arraycopy(read, 0, target, offset, read.length);
    preparation.normalise(target, offset, read.length, order);
    return item.label();
  }

  @Override
  public OptionalInt size() {
    return OptionalInt.of(items.size());
  }

  @Override
  public void close() {}
}
