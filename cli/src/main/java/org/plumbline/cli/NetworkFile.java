package org.plumbline.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.nnet.NnetReader;
import org.plumbline.network.onnx.OnnxReader;

/** Reads a network in whichever format its name says. */
final class NetworkFile {
  private NetworkFile() {}

  /**
   * @throws ParseException when the file is missing, unreadable or malformed
   */
  static Network read(Path file) {
    try {
      return file.toString().toLowerCase(Locale.ROOT).endsWith(".nnet")
          ? NnetReader.read(file)
          : OnnxReader.read(file);
    } catch (NoSuchFileException e) {
      throw new ParseException(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw new ParseException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }
}
