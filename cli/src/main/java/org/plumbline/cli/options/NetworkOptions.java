package org.plumbline.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The files of the networks that a property of VNN-LIB 2.0 declares. */
public final class NetworkOptions {
  @Option(
      names = "--network",
      paramLabel = "NAME=FILE",
      description =
          "The file of a network that the PROPERTY (VNN-LIB 2.0) declares; once for each. The"
              + " PROPERTY is the only file before it then.",
      converter = NamedConverter.class)
  private List<Named> networks = new ArrayList<>();

  /** A network by its name. */
  public record Named(String name, Path file) {}

  /** Reads a name and a file. */
  static final class NamedConverter implements ITypeConverter<Named> {
    @Override
    public Named convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new TypeConversionException(
            "'" + text + "' is no network; one is like NAME=FILE, with its name in the PROPERTY");
      }
      return new Named(text.substring(0, equals), Path.of(text.substring(equals + 1)));
    }
  }

  public boolean isGiven() {
    return !networks.isEmpty();
  }

  public List<Named> all() {
    return List.copyOf(networks);
  }

  /** What is wrong with a second argument, where networks have names. */
  public Optional<String> mistake(boolean hasTwoFiles) {
    return isGiven() && hasTwoFiles
        ? Optional.of(
            "With --network NAME=FILE the PROPERTY is the only file that stands without an option.")
        : Optional.empty();
  }
}
