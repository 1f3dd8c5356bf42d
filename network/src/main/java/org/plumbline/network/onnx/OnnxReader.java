package org.plumbline.network.onnx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.zip.GZIPInputStream;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.file.DataLocations;
import org.plumbline.network.onnx.file.ExternalData;
import org.plumbline.network.onnx.file.ModelParser;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxParseException;
import org.plumbline.network.onnx.file.WireReader;

/**
 * Reads ONNX files, plain or gzipped (told apart by their first bytes), without a protobuf library:
 * loading one would cost more than most networks take to verify. A file may be of 1 GiB, inflated;
 * with the files beside it that its tensors keep their data in it may hold 2²⁸ elements.
 */
public final class OnnxReader {
  private static final int MOST_BYTES = 1 << 30;

  /** Deflate cannot shrink by more: what a file claims to inflate to is believed up to this. */
  private static final long MOST_EXPANSION = 1032;

  private OnnxReader() {}

  /** Reads and lowers a network. */
  public static Network read(Path path) throws IOException {
    return new OnnxLowering(model(path)).lower();
  }

  /** Reads a model without lowering it. */
  public static OnnxModel model(Path path) throws IOException {
    String file = path.toString();
    if (Files.size(path) > MOST_BYTES) {
      throw new OnnxParseException(file, "has more than 1 GiB");
    }
    byte[] bytes = Files.readAllBytes(path);
    return parse(file, bytes, DataFiles.read(path, dataLocations(file, bytes)));
  }

  /**
   * Parses the bytes of a model, gzipped or not, all of whose data are in them.
   *
   * @param file name for messages
   */
  public static OnnxModel parse(String file, byte[] bytes) {
    return parse(file, bytes, ExternalData.NONE);
  }

  /**
   * Parses the bytes of a model, gzipped or not.
   *
   * @param file name for messages
   */
  public static OnnxModel parse(String file, byte[] bytes, ExternalData external) {
    return new ModelParser(file, external).parse(reader(file, bytes));
  }

  /**
   * The files beside a model that its tensors keep their data in, as it names them; none where the
   * content is no model, which parsing says.
   */
  public static SortedSet<String> dataLocations(String file, byte[] bytes) {
    try {
      return DataLocations.of(reader(file, bytes));
    } catch (OnnxParseException e) {
      return Collections.emptySortedSet();
    }
  }

  private static WireReader reader(String file, byte[] bytes) {
    if (DataFiles.isPointer(bytes)) {
      throw new OnnxParseException(file, DataFiles.POINTER);
    }
    WireReader in = new WireReader(file, bytes, 0, bytes.length);
    return in.isZipped() ? unzipped(file, in) : in;
  }

  private static WireReader unzipped(String file, WireReader zipped) {
    ByteArrayInputStream bytes = zipped.stream();
    long most = Math.min(MOST_BYTES, MOST_EXPANSION * bytes.available());
    try (InputStream in = new GZIPInputStream(bytes, 1 << 16)) {
      return all(file, in, Math.min(most, zipped.lastUnsigned32()));
    } catch (IOException e) {
      throw new OnnxParseException(file, "not a readable gzip file: " + e.getMessage());
    }
  }

  /** All bytes of a stream that probably has {@code expected} of them. */
  private static WireReader all(String file, InputStream in, long expected) throws IOException {
    byte[] bytes = new byte[(int) Math.max(1 << 10, expected + 1)];
    int length = 0;
    for (int read = in.read(bytes); read >= 0; ) {
      length += read;
      if (length > MOST_BYTES) {
        throw new OnnxParseException(file, "has more than 1 GiB (inflated, if it is gzipped)");
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, MOST_BYTES + 1L));
      }
      read = in.read(bytes, length, bytes.length - length);
    }
    return new WireReader(file, bytes, 0, length);
  }
}
