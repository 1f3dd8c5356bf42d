package org.plumbline.suite.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.suite.summary.Fingerprint;
import org.plumbline.suite.summary.Json;

/**
 * The seal of an archive: SHA-256 and size of each other entry, sorted by name. Whoever signs the
 * manifest, or notes its SHA-256, has signed the archive.
 */
record Manifest(SortedMap<String, Content> entries) {
  static final String NAME = "manifest.json";
  private static final String FORMAT = "plumbline-evidence-1";

  Manifest {
    entries = new TreeMap<>(entries);
  }

  /** What an entry has to be. */
  record Content(String sha256, long size) {
    static Content of(byte[] bytes) {
      return new Content(Fingerprint.of(bytes), bytes.length);
    }
  }

  /** As it stands in the archive. */
  byte[] bytes() {
    ObjectNode root = Json.object().put("format", FORMAT);
    ArrayNode list = root.putArray("entries");
    entries.forEach(
        (name, content) ->
            list.addObject()
                .put("name", name)
                .put("sha256", content.sha256())
                .put("size", content.size()));
    return Json.text(root).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Checks every entry of an archive.
   *
   * @throws EvidenceException naming an entry that is changed, missing or not listed
   */
  static void check(ZipInput zip) throws IOException {
    byte[] stated = zip.content(NAME);
    Manifest manifest = read(zip, stated);
    TreeMap<String, Content> found = new TreeMap<>();
    for (String name : zip.entries().keySet()) {
      if (!name.equals(NAME)) {
        found.put(name, check(zip, name, manifest.entries.get(name)));
      }
    }
    for (String name : manifest.entries.keySet()) {
      if (!found.containsKey(name)) {
        throw zip.refused(name + ", which the manifest lists, is missing");
      }
    }
    int different = Arrays.mismatch(new Manifest(found).bytes(), stated);
    if (different >= 0) {
      throw zip.refused(NAME + " is not as it is written, from its byte " + different + " on");
    }
  }

  private static Content check(ZipInput zip, String name, Content stated) throws IOException {
    if (stated == null) {
      throw zip.refused(name + " is not listed in the manifest");
    }
    Content found = Content.of(zip.content(name));
    if (!found.equals(stated)) {
      throw zip.refused(
          name
              + " is changed: its SHA-256 is "
              + found.sha256()
              + ", the manifest says "
              + stated.sha256());
    }
    return found;
  }

  private static Manifest read(ZipInput zip, byte[] bytes) throws IOException {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(bytes);
    } catch (IOException e) {
      throw new EvidenceException(zip.refused(NAME + " is no JSON").getMessage(), e);
    }
    if (!root.path("format").asText().equals(FORMAT)) {
      throw zip.refused(NAME + " has another format than " + FORMAT);
    }
    TreeMap<String, Content> entries = new TreeMap<>();
    for (JsonNode entry : root.path("entries")) {
      entries.put(
          entry.path("name").asText(),
          new Content(entry.path("sha256").asText(), entry.path("size").asLong()));
    }
    return new Manifest(entries);
  }
}
