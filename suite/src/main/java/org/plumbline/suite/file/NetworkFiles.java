package org.plumbline.suite.file;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.question.FileContent;

/** The files of a network. */
public final class NetworkFiles {
  private static final long MOST_BYTES = 1L << 30;

  private NetworkFiles() {}

  /**
   * A network's file, and those beside it that its tensors keep their data in.
   *
   * @throws org.plumbline.network.model.ParseException if it cannot be read
   */
  public static List<Path> of(Path file) {
    FileContent content = FileContent.read(file, MOST_BYTES);
    return Stream.concat(
            Stream.of(file),
            OnnxReader.dataLocations(content.name(), content.bytes()).stream()
                .map(file::resolveSibling))
        .toList();
  }
}
