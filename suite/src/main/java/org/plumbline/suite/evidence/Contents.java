package org.plumbline.suite.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Entries before they are written, sorted by name. */
final class Contents implements Recheck.Entries {
  private final TreeMap<String, byte[]> entries = new TreeMap<>();

  /** Keeps a content under a name; the same one may be put again. */
  String put(String name, byte[] content) {
    entries.putIfAbsent(name, content);
    return name;
  }

  String put(String name, String text) {
    return put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public byte[] content(String name) throws IOException {
    byte[] content = entries.get(name);
    if (content == null) {
      throw new EvidenceException(name + " is missing");
    }
    return content;
  }

  Manifest manifest() {
    TreeMap<String, Manifest.Content> digests = new TreeMap<>();
    entries.forEach((name, content) -> digests.put(name, Manifest.Content.of(content)));
    return new Manifest(digests);
  }

  /** The manifest first. */
  void write(Manifest manifest, Path file) throws IOException {
    try (ZipOutput zip = new ZipOutput(file)) {
      zip.put(Manifest.NAME, manifest.bytes());
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.put(entry.getKey(), entry.getValue());
      }
      zip.finish();
    }
  }
}
