package org.plumbline.suite.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.plumbline.question.Digest;
import org.plumbline.suite.AskedImage;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Json;

/** The digests of the data that questions are about, as the files are packed or not. */
final class PackedData {
  private PackedData() {}

  static String text(SuiteResult result) throws IOException {
    Set<String> names = new TreeSet<>();
    result.answers().stream()
        .flatMap(a -> a.question().image().stream())
        .map(AskedImage::file)
        .forEach(names::add);
    Path folder = result.file().path().toAbsolutePath().getParent();
    ArrayNode list = Json.array();
    for (String name : names) {
      Path below = folder.resolve(name);
      Path file = Files.exists(below) ? below : Path.of(name);
      try (InputStream in = Files.newInputStream(file)) {
        list.addObject()
            .put("file", name)
            .put("sha256", HexFormat.of().formatHex(Digest.of(in)))
            .put("size", Files.size(file));
      }
    }
    return Json.text(list);
  }
}
