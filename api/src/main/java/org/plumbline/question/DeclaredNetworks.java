package org.plumbline.question;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.file.OnnxDimension;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.specs.vnnlib.VnnLibParseException;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.Equivalence;
import org.plumbline.specs.vnnlib2.NetworkDeclaration;
import org.plumbline.specs.vnnlib2.VariableDeclaration;

/**
 * The files of the networks that a property declares: each by its name, that of an {@code equal-to}
 * network by the other's. What a model leaves open of its inputs' shapes is as it is declared.
 */
final class DeclaredNetworks {
  private final Document document;
  private final String property;
  private final Map<String, NetworkFile> given = new HashMap<>();

  /**
   * @param property its name, for messages
   * @throws ParseException if a name is given twice, or is none of the property's
   */
  DeclaredNetworks(Document document, String property, List<NamedNetwork> files) {
    this.document = document;
    this.property = property;
    for (NamedNetwork file : files) {
      String name = file.name().isEmpty() ? only(file) : file.name();
      if (names().stream().noneMatch(name::equals)) {
        throw new ParseException(
            property, "no network " + name + " is declared, but " + String.join(", ", names()));
      }
      if (given.put(name, file.file()) != null) {
        throw new ParseException(property, "the network " + name + " is given twice");
      }
    }
  }

  private List<String> names() {
    return document.networks().stream().map(NetworkDeclaration::name).toList();
  }

  private static boolean isCopy(NetworkDeclaration network) {
    return network.equivalence().map(e -> e.kind() == Equivalence.Kind.EQUAL).orElse(false);
  }

  /** The name of the only network that needs a file. */
  private String only(NamedNetwork file) {
    List<String> needed =
        document.networks().stream().filter(n -> !isCopy(n)).map(NetworkDeclaration::name).toList();
    if (needed.size() > 1) {
      throw new ParseException(
          property,
          "it declares the networks "
              + String.join(", ", needed)
              + "; say which one is "
              + file.file().content().name()
              + ", as in --network "
              + needed.get(0)
              + "="
              + file.file().content().name());
    }
    return needed.get(0);
  }

  /**
   * The file of each declared network, of which its hidden tensors are read, too.
   *
   * @throws ParseException if one is missing, or a copy is another file
   */
  List<NetworkFile> files() {
    List<NetworkFile> files = new ArrayList<>();
    for (NetworkDeclaration network : document.networks()) {
      List<String> hidden = network.hidden().stream().map(h -> h.onnxName().orElseThrow()).toList();
      files.add(shaped(network, file(network)).withHidden(hidden));
    }
    return files;
  }

  private NetworkFile file(NetworkDeclaration network) {
    NetworkFile own = given.get(network.name());
    if (isCopy(network)) {
      NetworkFile other = given.get(network.equivalence().orElseThrow().network());
      if (own != null && other != null && !Arrays.equals(own.digest(), other.digest())) {
        throw error(network, "it is equal to a network of which another file is given");
      }
      own = own == null ? other : own;
    }
    if (own == null) {
      throw error(
          network, "no file is given for it; say it as --network " + network.name() + "=FILE");
    }
    return own;
  }

  private NetworkFile shaped(NetworkDeclaration network, NetworkFile file) {
    if (file.isNnet()) {
      return file;
    }
    NetworkFile result = file;
    List<OnnxValueInfo> inputs = file.model().graph().realInputs();
    for (int i = 0; i < Math.min(inputs.size(), network.inputs().size()); i++) {
      VariableDeclaration declared = network.inputs().get(i);
      boolean isOpen = inputs.get(i).shape().stream().anyMatch(OnnxDimension::isOpen);
      if (isOpen && inputs.get(i).shape().size() == declared.shape().size()) {
        int[] shape = declared.shape().stream().mapToInt(Integer::intValue).toArray();
        result = result.with(result.selection().withShape(inputs.get(i).name(), shape));
      }
    }
    return result;
  }

  private VnnLibParseException error(NetworkDeclaration network, String what) {
    return new VnnLibParseException(
        property,
        network.position().line(),
        network.position().column(),
        "network " + network.name() + ": " + what);
  }
}
