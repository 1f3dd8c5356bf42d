package org.plumbline.soundness.competition.witness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.soundness.competition.CompetitionInstance;
import org.plumbline.soundness.deployment.DeployedModel;
import org.plumbline.soundness.run.NetworkCell;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.VnnLibParser;

/** Witnesses of VNN-LIB 1.0, which speaks of the first output of a network of one input. */
final class ListReplay {
  private final WitnessValidator validator;
  private final CompetitionInstance instance;

  ListReplay(WitnessValidator validator, CompetitionInstance instance) {
    this.validator = validator;
    this.instance = instance;
  }

  Validation of(Path file) throws IOException {
    List<NetworkCell.Named> networks = instance.files().networks();
    if (networks.size() != 1) {
      return Validation.unsupported("VNN-LIB 1.0 is about one network");
    }
    ListWitness found;
    try {
      found = ListWitness.read(file);
    } catch (IOException e) {
      return Validation.failure(String.valueOf(e.getMessage()));
    }
    Property property = VnnLibParser.parse(instance.propertyFile());
    try (DeployedModel model = validator.open(networks.get(0))) {
      return of(model, property, found);
    }
  }

  private static Validation of(DeployedModel model, Property property, ListWitness found) {
    double[] x = rounded(model, found.inputs());
    if (x.length != property.inputs()) {
      return Validation.failure(x.length + " inputs, but the property has " + property.inputs());
    } else if (!Arrays.stream(x).allMatch(Double::isFinite)) {
      return Validation.failure("an input is not finite");
    }
    double[] y = values(model.run(x).values().iterator().next());
    if (y.length != property.outputs()) {
      return Validation.unsupported(
          y.length + " outputs, but the property has " + property.outputs());
    }
    Judgement judgement = Judgement.of(property, x, y);
    String remark = judgement == Judgement.FAILS ? "its outputs are not unsafe in any box" : "";
    return new Validation(judgement, Validation.difference(found.outputs(), y), remark);
  }

  private static double[] rounded(DeployedModel model, double[] x) {
    boolean isDouble = model.inputTypes().get(0) == ElementType.FLOAT64;
    return Arrays.stream(x).map(value -> isDouble ? value : (float) value).toArray();
  }

  private static double[] values(ReferenceTensor tensor) {
    double[] values = new double[tensor.size()];
    Arrays.setAll(values, tensor::value);
    return values;
  }
}
