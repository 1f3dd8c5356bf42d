package org.plumbline.soundness.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.model.ParseException;

/** A training kept in a file, which takes the place of the one before only when it is whole. */
final class Checkpoint {
  private static final int LONGEST_LIST = 1 << 16;
  private static final int LONGEST_ARRAY = 1 << 26;

  private final Path file;
  private final String kind;

  /**
   * @param kind what is trained and how; a file of another kind is refused
   */
  Checkpoint(Path file, String kind) {
    this.file = file;
    this.kind = kind;
  }

  boolean exists() {
    return Files.exists(file);
  }

  void write(TrainingState state) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft)))) {
      out.writeUTF(kind);
      out.writeInt(state.epoch());
      write(out, state.numbers());
      write(out, state.window());
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(DataOutputStream out, List<float[]> arrays) throws IOException {
    out.writeInt(arrays.size());
    for (float[] array : arrays) {
      out.writeInt(array.length);
      for (float value : array) {
        out.writeFloat(value);
      }
    }
  }

  /**
   * @throws ParseException when the file belongs to another training or is damaged
   */
  TrainingState read() throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      String found = in.readUTF();
      if (!found.equals(kind)) {
        throw new ParseException(
            file.toString(),
            "belongs to another training ("
                + found
                + ", not "
                + kind
                + "); remove it to start anew");
      }
      return new TrainingState(in.readInt(), arrays(in), arrays(in));
    } catch (EOFException | UTFDataFormatException e) {
      throw new ParseException(file.toString(), "is damaged; remove it to start anew");
    }
  }

  private List<float[]> arrays(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<float[]> arrays = new ArrayList<>();
    for (int k = 0; k < within(count, LONGEST_LIST); k++) {
      float[] array = new float[within(in.readInt(), LONGEST_ARRAY)];
      for (int i = 0; i < array.length; i++) {
        array[i] = in.readFloat();
      }
      arrays.add(array);
    }
    return arrays;
  }

  private int within(int count, int most) {
    if (count < 0 || count > most) {
      throw new ParseException(file.toString(), "is damaged; remove it to start anew");
    }
    return count;
  }
}
