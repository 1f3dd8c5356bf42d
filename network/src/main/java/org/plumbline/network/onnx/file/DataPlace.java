package org.plumbline.network.onnx.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the data of a tensor lie that are not in the model's file: its entries {@code
 * external_data}, by <em>ONNX: External Data</em>.
 *
 * @param location the file's path, seen from the model's folder
 * @param offset of the first byte
 * @param length in bytes; less than 0 where it ends with the file
 */
record DataPlace(String location, long offset, long length) {
  /**
   * @param entries pairs of keys and values
   */
  static DataPlace of(String label, List<WireReader> entries) {
    Map<String, String> values = new HashMap<>();
    for (WireReader entry : entries) {
      String key = "";
      String value = "";
      for (int field = entry.nextField(); field != 0; field = entry.nextField()) {
        switch (field) {
          case 1 -> key = entry.string();
          case 2 -> value = entry.string();
          default -> entry.skip();
        }
      }
      if (values.put(key, value) != null) {
        throw entry.refusal("tensor " + label + " says twice what the " + key + " of its data is");
      }
    }
    WireReader in = entries.get(0);
    DataPlace place =
        new DataPlace(
            values.getOrDefault("location", ""),
            number(in, label, values, "offset", 0),
            number(in, label, values, "length", -1));
    values.keySet().removeAll(List.of("location", "offset", "length", "checksum"));
    if (!values.isEmpty()) {
      throw in.refusal("tensor " + label + " says of its data what is not known: " + values);
    }
    return place;
  }

  private static long number(
      WireReader in, String label, Map<String, String> values, String key, long otherwise) {
    String text = values.get(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw in.refusal("tensor " + label + " has data of the " + key + " '" + text + "'");
    }
    return Long.parseLong(text);
  }

  /** The data, little-endian and without a copy. */
  ByteBuffer data(WireReader in, String label, ExternalData files) {
    byte[] content = files.content(location);
    if (content == null) {
      throw in.refusal(
          "tensor "
              + label
              + " keeps its data in the file '"
              + location
              + "' beside the model, which was not read");
    }
    long end = length < 0 ? content.length : offset + length;
    if (offset > end || end > content.length) {
      throw in.refusal(
          "tensor "
              + label
              + " keeps its data in '"
              + location
              + "' from byte "
              + offset
              + " to "
              + end
              + ", and the file has "
              + content.length
              + "; is it complete?");
    }
    return ByteBuffer.wrap(content, (int) offset, (int) (end - offset))
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
