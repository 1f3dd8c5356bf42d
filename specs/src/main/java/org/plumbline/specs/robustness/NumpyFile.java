package org.plumbline.specs.robustness;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.network.model.ParseException;

/**
 * An array as {@code numpy.save} writes it (the NPY format, NumPy Enhancement Proposal 1): magic,
 * version, length of the header, a header in Python's words, the elements. Elements are floats of 4
 * or 8 bytes or integers of 1 to 8, row by row, and are taken as they are.
 *
 * @param values exact
 */
record NumpyFile(int[] shape, BigDecimal[] values) {
  static final String MAGIC = "\u0093NUMPY";

  private static final int VERSION_AT = 6;
  private static final int MOST_EXTENTS = 16;
  private static final int MOST_VALUES = 1 << 26;
  private static final Pattern TYPE = Pattern.compile("'descr': '([<>|=])([fiu])([1248])'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order': (True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape': \\(([\\d, ]*)\\)");

  /**
   * @throws ParseException if it is damaged, or has elements of another type or order
   */
  static NumpyFile read(byte[] bytes, String file) {
    int version = bytes.length > VERSION_AT ? bytes[VERSION_AT] : 0;
    int start = version == 1 ? 10 : 12;
    if (version < 1 || version > 3 || bytes.length < start) {
      throw new ParseException(file, "a NumPy array of version " + version + "; 1 to 3 are read");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = version == 1 ? buffer.getShort(8) & 0xffffL : buffer.getInt(8) & 0xffffffffL;
    if (start + length > bytes.length) {
      throw new ParseException(file, "the NumPy array ends inside its header");
    }
    String header = new String(bytes, start, (int) length, StandardCharsets.ISO_8859_1);
    Matcher type = TYPE.matcher(header);
    Matcher order = ORDER.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    if (!type.find() || !order.find() || !shape.find()) {
      throw new ParseException(
          file,
          "a NumPy array of a type that is not read: "
              + header.strip().replaceAll("\\p{C}", "?")
              + "; save floats or integers, such as x.astype(numpy.float32)");
    } else if (order.group(1).equals("True")) {
      throw new ParseException(
          file, "a NumPy array in Fortran's order; save numpy.ascontiguousarray of it");
    }
    int[] extents = extents(shape.group(1), file);
    buffer.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    buffer.position(start + (int) length);
    return new NumpyFile(extents, values(buffer, type, extents, file));
  }

  private static int[] extents(String text, String file) {
    String[] words = text.isBlank() ? new String[0] : text.strip().split("[, ]+");
    long size = 1;
    for (String word : words) {
      boolean isLarge = word.length() > 9 || size * Math.max(1, Long.parseLong(word)) > MOST_VALUES;
      if (isLarge || words.length > MOST_EXTENTS) {
        throw new ParseException(file, "a NumPy array of shape (" + text + ") is too large");
      }
      size *= Long.parseLong(word);
    }
    return Arrays.stream(words).mapToInt(Integer::parseInt).toArray();
  }

  private static BigDecimal[] values(ByteBuffer in, Matcher type, int[] extents, String file) {
    int size = Arrays.stream(extents).reduce(1, (a, b) -> a * b);
    int bytes = Integer.parseInt(type.group(3));
    if (in.remaining() != (long) size * bytes) {
      throw new ParseException(
          file, in.remaining() + " bytes follow the header of an array of " + size + " × " + bytes);
    }
    BigDecimal[] values = new BigDecimal[size];
    for (int i = 0; i < size; i++) {
      values[i] = value(in, type.group(2).charAt(0), bytes, i, file);
    }
    return values;
  }

  private static BigDecimal value(ByteBuffer in, char kind, int bytes, int index, String file) {
    if (kind == 'f') {
      double value = bytes == 4 ? in.getFloat() : bytes == 8 ? in.getDouble() : Double.NaN;
      if (!Double.isFinite(value)) {
        throw new ParseException(
            file,
            bytes < 4
                ? "a NumPy array of half floats; save x.astype(numpy.float32)"
                : "value number " + index + " is " + value);
      }
      return new BigDecimal(value);
    }
    long value =
        switch (bytes) {
          case 1 -> in.get();
          case 2 -> in.getShort();
          case 4 -> in.getInt();
          default -> in.getLong();
        };
    BigDecimal signed = BigDecimal.valueOf(value);
    boolean wraps = kind == 'u' && value < 0;
    return wraps ? signed.add(new BigDecimal(2).pow(8 * bytes)) : signed;
  }
}
