package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.reference.tensor.ReferenceException;

/**
 * The data of a tensor that lie outside of the model's file. Source: ExternalData.md of ONNX: the
 * entries location, offset (0 if it is left out), length (up to the file's end) and checksum.
 */
final class OutsideData {
  private OutsideData() {}

  /**
   * @param files contents by location
   * @return the bytes of the tensor alone
   */
  static ByteBuffer of(TensorProto proto, Map<String, byte[]> files) {
    Map<String, String> entries = new TreeMap<>();
    for (StringStringEntryProto entry : proto.getExternalDataList()) {
      String key = ModelReader.text("a key of its external data", entry.getKeyBytes());
      String value = ModelReader.text("the " + key + " of its data", entry.getValueBytes());
      if (entries.putIfAbsent(key, value) != null) {
        throw new ReferenceException("the " + key + " of its external data is given twice");
      }
    }
    String location = entries.remove("location");
    String offset = entries.remove("offset");
    String length = entries.remove("length");
    entries.remove("checksum");
    byte[] file = location == null ? null : files.get(location);
    if (file == null || !entries.isEmpty()) {
      throw new ReferenceException(
          "its data lies in \"" + location + "\", which is not given; other entries: " + entries);
    }
    int start = offset == null ? 0 : bytes(offset, file.length);
    int size = length == null ? file.length - start : bytes(length, file.length - start);
    return ByteBuffer.wrap(file, start, size).slice().asReadOnlyBuffer();
  }

  /** A decimal from 0 to what there is. */
  private static int bytes(String text, int most) {
    boolean isNumber = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber || text.length() > 12 || Long.parseLong(text) > most) {
      throw new ReferenceException(
          "its external data has the offset or length " + text + ", at most " + most + " is there");
    }
    return Integer.parseInt(text);
  }
}
