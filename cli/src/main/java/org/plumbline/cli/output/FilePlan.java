package org.plumbline.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All files that a command reads and writes, told before it does any work: whether they can be
 * written is known then, and answers of an earlier run are removed before anything can be refused.
 * Files are compared by where their paths lead. Arguments that were not given are null and left
 * out.
 */
public final class FilePlan {
  private final List<Path> read = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();

  /** A file that is written, the option that names it, and how answers in it are told. */
  private record Written(String option, OutputFile file, EarlierAnswer answer, Use use) {}

  private enum Use {
    REPLACED,
    CONTINUED,
    IN_FOLDER
  }

  /** Takes files that are read, or folders all of whose files are. */
  public FilePlan reads(Path... paths) {
    for (Path path : paths) {
      if (path != null) {
        read.add(path);
      }
    }
    return this;
  }

  /** What is read, as it was named. */
  public List<Path> read() {
    return List.copyOf(read);
  }

  /** Takes a file that is written anew. */
  public FilePlan replaces(String option, OutputFile file, EarlierAnswer answer) {
    return add(option, file, answer, Use.REPLACED);
  }

  /** Takes a file that a run of the same question goes on with. */
  public FilePlan continues(String option, OutputFile file) {
    return add(option, file, EarlierAnswer.OTHER, Use.CONTINUED);
  }

  /**
   * Takes a folder that files are written into, made where it is missing.
   *
   * @param names of the files, as far as they are known
   */
  public FilePlan fills(String option, Path folder, String... names) {
    if (folder != null) {
      add(option, new OutputFile(folder), EarlierAnswer.OTHER, Use.IN_FOLDER);
      for (String name : names) {
        add(option, new OutputFile(folder.resolve(name)), EarlierAnswer.OTHER, Use.REPLACED);
      }
    }
    return this;
  }

  private FilePlan add(String option, OutputFile file, EarlierAnswer answer, Use use) {
    if (file != null) {
      written.add(new Written(option, file, answer, use));
    }
    return this;
  }

  /** What is wrong with the files to write, if anything is: nothing has been changed then. */
  public Optional<String> mistake() {
    for (Written one : written) {
      Optional<String> mistake = mistake(one).or(() -> clash(one));
      if (mistake.isPresent()) {
        return mistake;
      }
    }
    return Optional.empty();
  }

  private Optional<String> clash(Written one) {
    for (Written other : written) {
      if (other == one) {
        return Optional.empty();
      }
      if (isSame(other.file().named(), one.file().named())) {
        return Optional.of(
            other.option()
                + " and "
                + one.option()
                + " name one file, "
                + one.file()
                + "; give each its own");
      }
    }
    return Optional.empty();
  }

  private Optional<String> mistake(Written one) {
    if (isRead(one)) {
      return Optional.of(one.file() + " is read; name another file to write");
    }
    return one.use() == Use.IN_FOLDER ? folderMistake(one) : fileMistake(one);
  }

  private Optional<String> fileMistake(Written one) {
    try {
      Location location = Location.of(one.file().named());
      Path real = location.real();
      if (Files.isDirectory(real)) {
        return Optional.of(one.file() + " is a folder; name a file to write");
      } else if (location.isStream()) {
        return streamMistake(one, location);
      } else if (!Files.isDirectory(real.getParent())) {
        return inFolderToBe(one)
            ? Optional.empty()
            : Optional.of(
                "there is no folder to write " + one.file() + "; make " + real.getParent());
      } else if (Files.exists(real) && !Files.isWritable(real)) {
        return cannot(one, "permission denied");
      }
      return probe(one, real);
    } catch (IOException e) {
      return cannot(one, OutputException.words(e));
    }
  }

  private static Optional<String> streamMistake(Written one, Location location) {
    if (location.isStandard()) {
      return location.descriptor().getAsInt() == 0
          ? cannot(one, "it is standard input")
          : Optional.empty();
    } else if (!Files.exists(location.real())) {
      return cannot(one, "it is not open");
    }
    return Files.isWritable(location.real()) ? Optional.empty() : cannot(one, "permission denied");
  }

  /** Whether the command makes the folder of a file. */
  private boolean inFolderToBe(Written one) {
    return written.stream()
        .anyMatch(
            other ->
                other.use() == Use.IN_FOLDER
                    && one.file().named().startsWith(other.file().named())
                    && one.option().equals(other.option()));
  }

  private Optional<String> folderMistake(Written one) {
    try {
      Path at = Location.of(one.file().named()).real();
      if (Files.exists(at) && !Files.isDirectory(at)) {
        return Optional.of(one.file() + " is no folder; name one to write into");
      }
      while (!Files.exists(at)) {
        at = at.getParent();
      }
      return Files.isDirectory(at)
          ? probe(one, at.resolve("probe"))
          : Optional.of(one.file() + " lies below " + at + ", which is no folder");
    } catch (IOException e) {
      return cannot(one, OutputException.words(e));
    }
  }

  /** Makes a file beside and removes it: only the system knows whether that may be done. */
  private static Optional<String> probe(Written one, Path file) {
    Path beside = OutputFile.beside(file);
    try {
      Files.createFile(beside);
      Files.delete(beside);
      return Optional.empty();
    } catch (IOException e) {
      return cannot(one, OutputException.words(e));
    }
  }

  private static Optional<String> cannot(Written one, String why) {
    return Optional.of(
        one.file() + " cannot be written (" + why + "); name another place with " + one.option());
  }

  private boolean isRead(Written one) {
    return read.stream().anyMatch(path -> isSame(path, one.file().named()) || isInside(one, path));
  }

  private static boolean isSame(Path one, Path other) {
    try {
      Location location = Location.of(one);
      return !location.isNowhere() && location.isSame(Location.of(other));
    } catch (IOException e) {
      return one.equals(other);
    }
  }

  private static boolean isInside(Written one, Path folder) {
    try {
      Location location = Location.of(one.file().named());
      return location.descriptor().isEmpty()
          && Files.isDirectory(folder)
          && location.real().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Removes what an earlier run left, once nothing is wrong with the command line.
   *
   * @throws OutputException if something could not be removed
   */
  public void forget() {
    written.stream().filter(one -> one.use() == Use.REPLACED).forEach(one -> one.file().forget());
  }

  /**
   * Removes answers of an earlier run, and nothing that does not read as one, where the command
   * line was not understood.
   *
   * @param isAtFault whether the mistake is about an option
   */
  public void forgetAnswers(Predicate<String> isAtFault) {
    for (Written one : written) {
      if (!isAtFault.test(one.option()) && mistake(one).isEmpty() && clash(one).isEmpty()) {
        try {
          if (one.file().holds(one.answer())) {
            one.file().forget();
          }
        } catch (IOException e) {
          throw new OutputException(one.file().named(), e);
        }
      }
    }
  }
}
