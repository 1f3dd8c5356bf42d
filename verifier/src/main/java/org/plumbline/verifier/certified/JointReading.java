package org.plumbline.verifier.certified;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.model.Network;
import org.plumbline.reference.property.DeclaredNetwork;
import org.plumbline.reference.property.ReferenceQuery;
import org.plumbline.specs.query.Query;

/**
 * The second reading of a property in VNN-LIB 2.0 and the models of the networks that it declares,
 * which the query has joined to one. Each network is compared with its model, the joined one with
 * all models, and its rows with the formula at the declared inputs and outputs. The property is
 * parsed on a thread beside, from the time that this is made.
 */
public final class JointReading implements SecondReading {
  private final List<Part> parts;
  private final CompletableFuture<ReferenceQuery> property;
  private final String propertyName;
  private final byte[] propertyBytes;
  private final int[] freeOfInput;
  private final List<int[]> products;

  /**
   * A declared network.
   *
   * @param name as it is declared
   * @param network as the first reading has it by itself
   * @param reads for each of its inputs the free input that it is
   * @param reading of its model's file, with the hidden tensors that the property declares
   */
  public record Part(String name, Network network, int[] reads, ReferenceReading reading) {}

  /**
   * @param parts in the order of their declarations
   * @param propertyName for messages
   * @param property its bytes, plain or gzipped; nobody may change them
   * @param freeOfInput for each declared input the input of the query that stands for it
   * @param products what the query's network has behind the declared outputs, each the places of
   *     its factors: a free input's own place, and behind the free inputs that of a declared output
   */
  public JointReading(
      List<Part> parts,
      String propertyName,
      byte[] property,
      int[] freeOfInput,
      List<int[]> products) {
    this.parts = List.copyOf(parts);
    this.propertyName = propertyName;
    this.propertyBytes = property;
    this.property = ReferenceReading.beside(() -> ReferenceQuery.parse(propertyName, property));
    this.freeOfInput = freeOfInput.clone();
    this.products = List.copyOf(products);
  }

  @Override
  public Running begin(Query query, Semantics semantics, Recheck.Readings readings) {
    return new RunningComparison(() -> comparison(query, semantics), query, readings);
  }

  /**
   * Waits for the files.
   *
   * @throws ReadingsDifferException if the declarations are others
   */
  PointComparison comparison(Query query, Semantics semantics) {
    ReferenceQuery asWritten = property.join();
    ReferenceQuery written =
        semantics == Semantics.FLOAT32
            ? ReferenceQuery.parseAsTyped(propertyName, propertyBytes)
            : asWritten;
    requireSameNetworks(written);
    Arrangement arrangement = new Arrangement(query.network().inputSize(), freeOfInput, products);
    List<ModelComparison> models = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      Part part = parts.get(k);
      models.add(
          new ModelComparison(
              "network " + part.name() + ": ",
              part.reading().model(),
              part.network(),
              part.reads(),
              Optional.of(new DeclaredTensors(written.networks().get(k)))));
    }
    return new PointComparison(
        models,
        Optional.of(new JoinedComparison(query.network(), arrangement)),
        new PropertyComparison(Optional.of(written), query.property(), arrangement),
        arrangement,
        query,
        semantics);
  }

  /** That each network is one that is declared at its place, and reads its own inputs. */
  private void requireSameNetworks(ReferenceQuery written) {
    List<String> names = written.networks().stream().map(DeclaredNetwork::name).toList();
    List<String> read = parts.stream().map(Part::name).toList();
    requireSame("the networks of the property", read, names);
    int first = 0;
    for (int k = 0; k < parts.size(); k++) {
      int end = first + written.networks().get(k).inputSize();
      int[] own = Arrays.copyOfRange(freeOfInput, Math.min(first, freeOfInput.length), end);
      requireSame("the inputs of network " + names.get(k), list(parts.get(k).reads()), list(own));
      first = end;
    }
  }

  private static List<Integer> list(int[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static void requireSame(String what, List<?> read, List<?> written) {
    if (!read.equals(written)) {
      throw new ReadingsDifferException(
          new Comparison.Differs(what, read.toString(), written.toString()));
    }
  }
}
