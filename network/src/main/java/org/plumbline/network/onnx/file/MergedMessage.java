package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.List;

/**
 * A message field that may stand more than once. Protocol buffers merge the occurrences of a field
 * that is not repeated, and merging is what parsing their bytes one after the other does
 * (<em>Protocol Buffers: Encoding</em>, "Last One Wins").
 */
final class MergedMessage {
  private final List<WireReader> occurrences = new ArrayList<>(1);

  void add(WireReader occurrence) {
    occurrences.add(occurrence);
  }

  boolean isPresent() {
    return !occurrences.isEmpty();
  }

  /** Forgets what was there: another field of the same {@code oneof} came later. */
  void clear() {
    occurrences.clear();
  }

  /** All of it; to be read once. */
  WireReader reader() {
    return occurrences.size() == 1 ? occurrences.get(0) : WireReader.joined(occurrences);
  }
}
