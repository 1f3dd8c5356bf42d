package org.plumbline.network.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.plumbline.network.onnx.file.ExternalData;
import org.plumbline.network.onnx.file.OnnxParseException;

/**
 * Files beside a model that its tensors keep their data in, each read once. A model comes from
 * anywhere, so that only ordinary files are read that lie in its folder when all links are
 * followed.
 */
public final class DataFiles implements ExternalData {
  /** Of no model, or one that keeps all data in itself. */
  public static final DataFiles NONE = new DataFiles(new TreeMap<>());

  static final String POINTER =
      "this is a Git LFS pointer, not the file itself; run git lfs pull in its folder";

  private static final long MOST_BYTES = Integer.MAX_VALUE - 16L;
  private static final byte[] POINTER_START =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

  private final SortedMap<String, byte[]> contents;

  private DataFiles(SortedMap<String, byte[]> contents) {
    this.contents = Collections.unmodifiableSortedMap(contents);
  }

  /**
   * Reads them.
   *
   * @param locations as the model names them
   * @throws OnnxParseException naming model, location and what is wrong with it
   */
  public static DataFiles read(Path model, SortedSet<String> locations) {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    long left = MOST_BYTES;
    for (String location : locations) {
      byte[] content = content(model, location, left);
      left -= content.length;
      contents.put(location, content);
    }
    return new DataFiles(contents);
  }

  private static byte[] content(Path model, String location, long most) {
    try {
      Path file = place(model, location);
      long size = Files.size(file);
      if (size > most) {
        throw refusal(model, location, "the data beside the model are more than 2 GiB");
      }
      byte[] content;
      try (InputStream in = Files.newInputStream(file)) {
        content = in.readNBytes((int) size);
      }
      if (isPointer(content)) {
        throw refusal(model, location, POINTER);
      }
      return content;
    } catch (NoSuchFileException e) {
      throw refusal(
          model,
          location,
          "there is no such file; it belongs beside the model, as it was exported");
    } catch (IOException | InvalidPathException e) {
      throw refusal(model, location, "it cannot be read: " + e.getMessage());
    }
  }

  /** The file when all links are followed. */
  private static Path place(Path model, String location) throws IOException {
    if (location.isEmpty() || location.contains("\\") || location.contains(":")) {
      throw refusal(model, location, "it is no relative path with /");
    }
    Path relative = Path.of(location);
    for (Path name : relative) {
      if (relative.isAbsolute() || name.toString().equals("..")) {
        throw refusal(model, location, "it leads out of the model's folder");
      }
    }
    Path folder = model.toAbsolutePath().getParent();
    Path file = folder.resolve(relative).toRealPath();
    if (!file.startsWith(folder.toRealPath())) {
      throw refusal(
          model, location, "it is a link out of the model's folder; put the file itself there");
    } else if (!Files.isRegularFile(file)) {
      throw refusal(model, location, "it is no ordinary file");
    }
    return file;
  }

  private static OnnxParseException refusal(Path model, String location, String what) {
    return new OnnxParseException(
        model.toString(), "keeps tensor data in the file '" + location + "': " + what);
  }

  /** Whether a content stands for another that Git has elsewhere. */
  static boolean isPointer(byte[] content) {
    int length = Math.min(content.length, POINTER_START.length);
    return content.length > length && Arrays.equals(content, 0, length, POINTER_START, 0, length);
  }

  @Override
  public byte[] content(String location) {
    return contents.get(location);
  }

  /** All of them, by the location that the model gives; nobody may change them. */
  public SortedMap<String, byte[]> contents() {
    return contents;
  }
}
