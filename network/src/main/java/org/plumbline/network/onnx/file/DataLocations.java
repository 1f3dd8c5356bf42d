package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The files beside a model that its graph's initialisers keep their data in. */
public final class DataLocations {
  private DataLocations() {}

  /**
   * The locations as the model names them.
   *
   * @throws OnnxParseException if the content is no model
   */
  public static SortedSet<String> of(WireReader model) {
    SortedSet<String> locations = new TreeSet<>();
    for (WireReader graph : messages(model, 7)) {
      for (WireReader tensor : messages(graph, 5)) {
        location(tensor, locations);
      }
    }
    return locations;
  }

  private static List<WireReader> messages(WireReader in, int wanted) {
    List<WireReader> found = new ArrayList<>();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      if (field == wanted) {
        found.add(in.message());
      } else {
        in.skip();
      }
    }
    return found;
  }

  private static void location(WireReader tensor, SortedSet<String> to) {
    List<WireReader> entries = messages(tensor, TensorParser.EXTERNAL);
    if (!entries.isEmpty()) {
      to.add(DataPlace.of("", entries).location());
    }
  }
}
