package org.plumbline.suite.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.plumbline.api.Semantics;
import org.plumbline.suite.Requirement;

/**
 * One entry of {@code questions}.
 *
 * @param ask what it asks
 * @param networks by the names that a property declares; an empty name for the only one
 * @param semantics where it is chosen
 */
public record Entry(
    Requirement requirement, Ask ask, Map<String, Path> networks, Optional<Semantics> semantics) {

  /** Copies the map. */
  public Entry {
    networks = Map.copyOf(networks);
  }
}
