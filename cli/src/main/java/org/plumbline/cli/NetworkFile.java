package org.plumbline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.plumbline.network.model.Network;
import org.plumbline.network.nnet.NnetReader;
import org.plumbline.network.onnx.OnnxReader;

/** Reads a network in whichever format its name says. */
final class NetworkFile {
  private NetworkFile() {}

  static Network read(Path file) throws IOException {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".nnet")
        ? NnetReader.read(file)
        : OnnxReader.read(file);
  }
}
