package org.plumbline.soundness.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The networks of an instance as VNN-COMP writes them: the path of a file, or for several networks
 * a list as Python writes it, {@code [('f', 'onnx/a.onnx'), ('g', 'onnx/b.onnx')]}.
 */
public record NetworkCell(List<Named> networks) {
  private static final Pattern PAIR =
      Pattern.compile(
          "\\(\\s*(['\"])([A-Za-z]\\w*)\\1\\s*,\\s*(['\"])((?:(?!\\3)[^\\\\])+)\\3\\s*,?\\s*\\)\\s*(,|$)\\s*");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /**
   * A network's file.
   *
   * @param name that the property declares; empty for the only network
   */
  public record Named(String name, String file) {
    /** Whether it is the only network, under whatever name. */
    public boolean isAlone() {
      return name.isEmpty();
    }
  }

  public NetworkCell {
    networks = List.copyOf(networks);
  }

  /** The only network. */
  public static NetworkCell of(Path file) {
    return new NetworkCell(List.of(new Named("", file.toString())));
  }

  /**
   * @throws IllegalArgumentException when it is empty or no such list
   */
  public static NetworkCell parse(String text) {
    String cell = text.strip();
    if (cell.isEmpty() || CONTROL.matcher(cell).find()) {
      throw new IllegalArgumentException("the path of a network is expected, not '" + cell + "'");
    }
    return cell.startsWith("[") ? list(cell) : new NetworkCell(List.of(new Named("", cell)));
  }

  private static NetworkCell list(String cell) {
    if (!cell.endsWith("]")) {
      throw noList(cell);
    }
    String pairs = cell.substring(1, cell.length() - 1).strip();
    List<Named> networks = new ArrayList<>();
    Matcher pair = PAIR.matcher(pairs);
    for (int at = 0; at < pairs.length(); at = pair.end()) {
      if (!pair.region(at, pairs.length()).lookingAt()) {
        throw noList(cell);
      }
      networks.add(new Named(pair.group(2), pair.group(4)));
    }
    if (networks.isEmpty()
        || networks.stream().map(Named::name).distinct().count() < networks.size()) {
      throw noList(cell);
    }
    return new NetworkCell(networks);
  }

  private static IllegalArgumentException noList(String cell) {
    return new IllegalArgumentException(
        "[('NAME', 'FILE'), …] with different names is expected, not " + cell);
  }

  /** The same networks, their files changed. */
  public NetworkCell withFiles(UnaryOperator<String> change) {
    return new NetworkCell(
        networks.stream().map(one -> new Named(one.name(), change.apply(one.file()))).toList());
  }

  /** As {@link #parse} reads it, where no path has both quotes in it. */
  public String text() {
    return networks.size() == 1 && networks.get(0).isAlone()
        ? networks.get(0).file()
        : networks.stream()
            .map(one -> "('" + one.name() + "', " + quoted(one.file()) + ")")
            .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String file) {
    char quote = file.indexOf('\'') < 0 ? '\'' : '"';
    return quote + file + quote;
  }
}
