package org.plumbline.suite.question;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.FileContent;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.samples.Unpacked;
import org.plumbline.suite.AskedImage;
import org.plumbline.suite.file.Inputs;

/**
 * The inputs that an entry names, in order: of an IDX or CSV file, one file, the files of a folder,
 * or those of its subfolders, which are named after classes. Only what is asked about is read.
 *
 * @param chosen those that are asked about
 * @param isSample whether there are more, or the suite says that they are a sample
 */
record GivenInputs(List<GivenInput> chosen, boolean isSample) {

  /**
   * @throws ParseException if they cannot be read, or one that is asked for is not there
   */
  static GivenInputs of(Inputs inputs) {
    List<Supplier<GivenInput>> all = all(inputs);
    List<Supplier<GivenInput>> chosen = new ArrayList<>();
    for (int index : inputs.chosen()) {
      if (index >= all.size()) {
        throw new ParseException(
            inputs.place().file(),
            inputs.place().line(),
            inputs.place().column(),
            "images: there is no "
                + index
                + " in "
                + inputs.data()
                + ", which has "
                + all.size()
                + ", counted from 0");
      }
      chosen.add(all.get(index));
    }
    chosen = inputs.chosen().isEmpty() ? all : chosen;
    if (chosen.isEmpty()) {
      throw new ParseException(inputs.data().toString(), "has no inputs");
    }
    return new GivenInputs(
        chosen.stream().map(Supplier::get).toList(),
        inputs.sample().orElse(chosen.size() < all.size()));
  }

  private static List<Supplier<GivenInput>> all(Inputs inputs) {
    if (!inputs.isDataset()) {
      return Files.isDirectory(inputs.data())
          ? folder(inputs)
          : List.of(() -> file(inputs, inputs.data()));
    }
    if (Files.isDirectory(inputs.data())) {
      throw new ParseException(
          inputs.data().toString(), "is a folder, which 'input' names; a dataset is one file");
    }
    return isIdx(inputs.data()) ? IdxInputs.of(inputs) : CsvInputs.of(inputs);
  }

  private static boolean isIdx(Path file) {
    try (InputStream in = Unpacked.open(file)) {
      byte[] start = in.readNBytes(3);
      return start.length == 3 && start[0] == 0 && start[1] == 0;
    } catch (java.nio.file.NoSuchFileException e) {
      throw new ParseException(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw new ParseException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  private static GivenInput file(Inputs inputs, Path file) {
    FileContent content = FileContent.read(file, InputReader.MOST_BYTES);
    String name = file.getFileName().toString();
    return new GivenInput(
        name,
        name,
        new AskedImage(file.toString(), 0),
        content.bytes(),
        OptionalInt.empty(),
        inputs.pixels(),
        inputs.layout());
  }

  private static List<Supplier<GivenInput>> folder(Inputs inputs) {
    List<Supplier<GivenInput>> all = new ArrayList<>();
    for (Path entry : visible(inputs.data())) {
      String name = entry.getFileName().toString();
      if (!Files.isDirectory(entry)) {
        all.add(() -> file(inputs, entry));
      } else if (name.matches("\\d{1,6}")) {
        visible(entry).forEach(file -> all.add(() -> ofClass(inputs, file, name)));
      } else {
        throw new ParseException(
            entry.toString(),
            "is a folder whose name is no class, such as " + inputs.data().resolve("0"));
      }
    }
    return all;
  }

  private static GivenInput ofClass(Inputs inputs, Path file, String label) {
    GivenInput input = file(inputs, file);
    return new GivenInput(
        label + "-" + input.name(),
        label + "/" + input.words(),
        input.image(),
        input.content(),
        OptionalInt.of(Integer.parseInt(label)),
        input.pixels(),
        input.layout());
  }

  private static List<Path> visible(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new ParseException(folder.toString(), "cannot be read: " + e.getMessage());
    }
  }
}
