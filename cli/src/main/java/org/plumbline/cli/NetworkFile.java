package org.plumbline.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.plumbline.network.format.NetworkReader;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkPiece;
import org.plumbline.network.model.ParseException;

/** Reads a network of any format; a file that cannot be read is an input error. */
final class NetworkFile {
  private NetworkFile() {}

  /**
   * @throws ParseException when the file is missing, unreadable or malformed
   */
  static Network read(Path file) {
    return ask(file, NetworkReader::read);
  }

  /**
   * Reads a network on a box, in pieces.
   *
   * @throws ParseException when the file is missing, unreadable or malformed
   */
  static List<NetworkPiece> pieces(Path file, Box box) {
    return ask(file, name -> NetworkReader.read(name, box));
  }

  /**
   * What a question that reads the file answers.
   *
   * @throws ParseException when the file is missing, unreadable or malformed
   */
  static <T> T ask(Path file, Question<T> question) {
    try {
      return question.of(file);
    } catch (NoSuchFileException e) {
      throw new ParseException(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw new ParseException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  /** Something that a file is read for. */
  @FunctionalInterface
  interface Question<T> {
    T of(Path file) throws IOException;
  }
}
