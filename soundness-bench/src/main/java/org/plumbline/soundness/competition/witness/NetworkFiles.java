package org.plumbline.soundness.competition.witness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.soundness.deployment.DeploymentException;
import org.plumbline.soundness.run.NetworkCell;
import org.plumbline.soundness.run.NetworkCell.Named;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.Equivalence;
import org.plumbline.specs.vnnlib2.NetworkDeclaration;

/**
 * The files of declared networks. One file without a name is that of the only network that is not
 * {@code equal-to} another; a network that is, has the other one's file, listed again or not.
 */
final class NetworkFiles {
  private final Map<String, Named> files = new HashMap<>();

  /**
   * @throws DeploymentException when files are missing, superfluous or at odds
   */
  NetworkFiles(Document document, NetworkCell cell) {
    List<NetworkDeclaration> own =
        document.networks().stream().filter(network -> equal(network) == null).toList();
    for (Named named : cell.networks()) {
      if (named.isAlone() && own.size() != 1) {
        throw new DeploymentException("one file is given for " + own.size() + " networks");
      }
      files.put(named.isAlone() ? own.get(0).name() : named.name(), named);
    }
    for (NetworkDeclaration network : document.networks()) {
      String other = equal(network);
      Named file = other == null ? null : files.get(other);
      Named listed =
          file == null ? files.get(network.name()) : files.putIfAbsent(network.name(), file);
      if (file == null && listed == null) {
        throw new DeploymentException("no file is given for network " + network.name());
      } else if (file != null && listed != null && !listed.file().equals(file.file())) {
        throw new DeploymentException(network.name() + " and " + other + " are other files");
      }
    }
    if (files.size() > document.networks().size()) {
      throw new DeploymentException("a file is given for a network that is not declared");
    }
  }

  /** The network that it is equal to, or null. */
  private static String equal(NetworkDeclaration network) {
    return network
        .equivalence()
        .filter(equivalence -> equivalence.kind() == Equivalence.Kind.EQUAL)
        .map(Equivalence::network)
        .orElse(null);
  }

  Named of(NetworkDeclaration network) {
    return files.get(network.name());
  }
}
