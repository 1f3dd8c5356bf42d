package org.plumbline.verifier.branching.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.plumbline.verifier.branching.space.Clipped;
import org.plumbline.verifier.branching.space.Splits;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.branching.space.WarmStart;
import org.plumbline.verifier.proof.Trace;
import org.plumbline.verifier.proof.TraceMemory;

/**
 * A subproblem as bytes, with all that the search knows of it: whoever has the root's bounds goes
 * on as the search would have.
 */
final class SubproblemBytes {
  private SubproblemBytes() {}

  static byte[] of(Subproblem subproblem) {
    return PartBytes.written(out -> write(subproblem, out));
  }

  /**
   * @param memory for what is recorded of it
   * @throws IOException if the bytes are no subproblem
   */
  static Subproblem read(byte[] bytes, TraceMemory memory) throws IOException {
    return PartBytes.read(bytes, in -> read(in, memory));
  }

  private static void write(Subproblem s, DataOutputStream out) throws IOException {
    out.writeInt(s.unsafeSet());
    PartBytes.doubles(s.lower(), out);
    PartBytes.doubles(s.upper(), out);
    PartBytes.ints(s.open(), out);
    splits(s.splits(), out);
    clipped(s.clipped(), out);
    out.writeBoolean(s.warm() != null);
    if (s.warm() != null) {
      PartBytes.bytes(s.warm().slopes(), out);
      PartBytes.floats(s.warm().multipliers(), out);
      out.writeInt(s.warm().splits());
      out.writeBoolean(s.warm().isOptimal());
    }
    out.writeDouble(s.margin());
    out.writeDouble(s.share());
    out.writeBoolean(s.trace().isRoot());
  }

  private static Subproblem read(DataInputStream in, TraceMemory memory) throws IOException {
    int set = in.readInt();
    double[] lower = PartBytes.doubles(in);
    double[] upper = PartBytes.doubles(in);
    int[] open = PartBytes.ints(in);
    Splits splits = splits(in);
    Clipped clipped = clipped(in);
    WarmStart warm =
        in.readBoolean()
            ? new WarmStart(
                PartBytes.bytes(in), PartBytes.floats(in), in.readInt(), in.readBoolean())
            : null;
    double margin = in.readDouble();
    double share = in.readDouble();
    Trace trace = new Trace(memory, in.readBoolean());
    return new Subproblem(set, lower, upper, open, splits, clipped, warm, margin, share, trace);
  }

  /** The root's first. */
  private static void splits(Splits last, DataOutputStream out) throws IOException {
    Deque<Splits> all = new ArrayDeque<>();
    for (Splits s = last; s != null; s = s.before()) {
      all.push(s);
    }
    out.writeInt(all.size());
    for (Splits s : all) {
      out.writeInt(s.layer());
      out.writeInt(s.neuron());
      out.writeDouble(s.point());
      out.writeBoolean(s.isAbove());
    }
  }

  private static Splits splits(DataInputStream in) throws IOException {
    Splits splits = null;
    for (int left = in.readInt(); left > 0; left--) {
      splits = Splits.after(splits, in.readInt(), in.readInt(), in.readDouble(), in.readBoolean());
    }
    return splits;
  }

  /** The root's first. */
  private static void clipped(Clipped last, DataOutputStream out) throws IOException {
    Deque<Clipped> all = new ArrayDeque<>();
    for (Clipped c = last; c != null; c = c.before()) {
      all.push(c);
    }
    out.writeInt(all.size());
    for (Clipped c : all) {
      PartBytes.ints(c.layer(), out);
      PartBytes.ints(c.neuron(), out);
      PartBytes.doubles(c.low(), out);
      PartBytes.doubles(c.high(), out);
    }
  }

  private static Clipped clipped(DataInputStream in) throws IOException {
    Clipped clipped = null;
    for (int left = in.readInt(); left > 0; left--) {
      clipped =
          new Clipped(
              clipped,
              PartBytes.ints(in),
              PartBytes.ints(in),
              PartBytes.doubles(in),
              PartBytes.doubles(in));
    }
    return clipped;
  }
}
