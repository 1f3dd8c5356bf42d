package org.plumbline.question;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkJoin;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.Factor;
import org.plumbline.specs.vnnlib2.JoinedProperty;
import org.plumbline.verifier.certified.JointReading;

/**
 * A question in VNN-LIB 2.0, about one network or several: these are joined, side by side, and what
 * the property says of products becomes outputs.
 */
public final class JoinedFiles implements QuestionFiles {
  private final List<NamedNetwork> networks;
  private final PropertyFile property;
  private final Optional<Semantics> chosen;

  /**
   * @param networks files by the names that the property declares
   * @param chosen numbers that are asked about, whatever types the property declares
   */
  public JoinedFiles(
      List<NamedNetwork> networks, PropertyFile property, Optional<Semantics> chosen) {
    this.networks = List.copyOf(networks);
    this.property = property;
    this.chosen = chosen;
  }

  @Override
  public ReadQuestion readWhole() {
    return read();
  }

  @Override
  public ReadQuestion read() {
    String name = property.content().name();
    Document document = property.document();
    List<NetworkFile> files = new DeclaredNetworks(document, name, networks).files();
    List<Network> read = read(document, files);
    DeclaredTypes types = new DeclaredTypes(name, document);
    Semantics semantics = chosen.orElseGet(types::semantics);
    JoinedProperty joined = JoinedProperty.of(types.constants(semantics), name);
    requireRealInputs(files, read, joined);
    List<JointReading.Part> parts = parts(document, files, read, joined);
    List<int[]> products =
        joined.products().stream().map(p -> places(p.factors(), joined.freeInputs())).toList();
    List<NetworkJoin.Part> sides =
        parts.stream()
            .map(
                p ->
                    new NetworkJoin.Part(parts.size() == 1 ? "" : p.name(), p.network(), p.reads()))
            .toList();
    Network network =
        semantics == Semantics.REAL
            ? NetworkJoin.ofReals(joined.freeInputs(), sides, products)
            : NetworkJoin.of(joined.freeInputs(), sides, products);
    JointReading second =
        new JointReading(parts, name, property.content().bytes(), joined.freeOfInput(), products);
    return new ReadQuestion(
        Question.of(query(network, joined)),
        second,
        Premise.NONE,
        Optional.empty(),
        Optional.of(new JoinedQuestion(name, document, joined, semantics)),
        () -> new ReadQuestion.Subject(digest(document, files), property.digest()));
  }

  private Query query(Network network, JoinedProperty joined) {
    try {
      return Query.of(network, joined.property());
    } catch (IllegalArgumentException e) {
      throw new ParseException(property.content().name(), e.getMessage());
    }
  }

  /** Reads each file once; copies of a network share what was read. */
  private List<Network> read(Document document, List<NetworkFile> files) {
    Map<NetworkFile, Network> known = new HashMap<>();
    List<Network> read = new ArrayList<>();
    for (int k = 0; k < files.size(); k++) {
      NetworkFile file = files.get(k);
      Network network = known.computeIfAbsent(file, NetworkFile::network);
      new DeclaredPorts(property.content().name(), document.networks().get(k))
          .requireThoseOf(network);
      read.add(network);
    }
    return read;
  }

  /** Integers are known where each input is asked about by itself, and of one network. */
  private static void requireRealInputs(
      List<NetworkFile> files, List<Network> read, JoinedProperty joined) {
    boolean isPlain = files.size() == 1 && joined.freeInputs() == joined.freeOfInput().length;
    for (int k = 0; k < files.size(); k++) {
      if (!isPlain && read.get(k).reading().ports().hasWholeInputs()) {
        throw new ParseException(
            files.get(k).content().name(),
            "takes integers, which is not known of several networks, or of inputs that are equal");
      }
    }
  }

  private static List<JointReading.Part> parts(
      Document document, List<NetworkFile> files, List<Network> read, JoinedProperty joined) {
    List<JointReading.Part> parts = new ArrayList<>();
    int offset = 0;
    for (int k = 0; k < files.size(); k++) {
      Network network = read.get(k);
      int[] reads = Arrays.copyOfRange(joined.freeOfInput(), offset, offset + network.inputSize());
      offset += network.inputSize();
      parts.add(
          new JointReading.Part(
              document.networks().get(k).name(), network, reads, files.get(k).secondReading()));
    }
    return parts;
  }

  private static int[] places(List<Factor> factors, int freeInputs) {
    return factors.stream()
        .mapToInt(f -> f.isInput() ? f.index() : freeInputs + f.index())
        .toArray();
  }

  private static byte[] digest(Document document, List<NetworkFile> files) {
    StringBuilder list = new StringBuilder();
    for (int k = 0; k < files.size(); k++) {
      list.append("network ")
          .append(document.networks().get(k).name())
          .append(' ')
          .append(Digest.hex(files.get(k).digest()))
          .append('\n');
    }
    return Digest.of(list.toString());
  }
}
