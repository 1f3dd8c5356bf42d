package org.plumbline.suite.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.plumbline.api.Model;
import org.plumbline.api.UnreadableInputException;
import org.plumbline.suite.AskedNetwork;
import org.plumbline.suite.SuiteFile;

/**
 * Networks that go into an archive: those that one file has, up to a size. Others are told by their
 * digest, and have to be handed along.
 */
final class PackedNetworks {
  private static final int SHORT = 16;

  private final Path folder;
  private final long most;
  private final Contents contents;
  private final Map<String, Optional<String>> packed = new HashMap<>();
  private final Map<String, Model> handed = new HashMap<>();

  PackedNetworks(SuiteFile suite, long most, Contents contents) {
    this.folder = suite.path().toAbsolutePath().getParent();
    this.most = most;
    this.contents = contents;
  }

  ArchivedQuestion.ArchivedNetwork of(AskedNetwork network) throws IOException {
    Optional<String> entry = packed.get(network.sha256());
    if (entry == null) {
      entry = pack(network);
      packed.put(network.sha256(), entry);
    }
    return new ArchivedQuestion.ArchivedNetwork(
        network.declared(), ArchiveName.of(network.name()), network.sha256(), entry);
  }

  /** Networks that are not packed, by SHA-256. */
  Map<String, Model> handed() {
    return handed;
  }

  private Optional<String> pack(AskedNetwork network) throws IOException {
    Path file = file(network.name());
    try {
      Model whole = Model.read(file);
      if (!whole.sha256().equals(network.sha256())) {
        throw new EvidenceException(
            file
                + " has changed since the suite ran: its SHA-256 is "
                + whole.sha256()
                + ", not "
                + network.sha256()
                + "; run the suite again");
      }
      String name = ArchiveName.of(network.name());
      byte[] bytes = Files.size(file) > most ? new byte[0] : Files.readAllBytes(file);
      boolean isAlone = Model.of(name, bytes).sha256().equals(network.sha256());
      if (!isAlone) {
        handed.put(network.sha256(), whole);
        return Optional.empty();
      }
      String entry = "networks/" + network.sha256().substring(0, SHORT) + "-" + name;
      return Optional.of(contents.put(entry, bytes));
    } catch (UnreadableInputException e) {
      throw new EvidenceException(file + ": " + e.getMessage(), e);
    }
  }

  /** As the suite's folder or the working folder has it. */
  private Path file(String name) {
    Path below = folder.resolve(name);
    return Files.exists(below) ? below : Path.of(name);
  }
}
