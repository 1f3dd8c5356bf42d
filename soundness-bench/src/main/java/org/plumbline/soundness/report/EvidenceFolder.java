package org.plumbline.soundness.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.ListedInstance;
import org.plumbline.soundness.score.Finding;
import org.plumbline.soundness.score.Score;

/**
 * For each wrong verdict a folder {@code VERIFIER/INSTANCE} with the network, the property and the
 * inputs that convict it, as a result file of VNN-COMP: all that is needed to replay it elsewhere.
 */
public final class EvidenceFolder {
  private EvidenceFolder() {}

  public static void write(Path folder, BenchmarkFolder benchmark, List<Score> scores)
      throws IOException {
    List<ListedInstance> instances = benchmark.instances();
    for (Score score : scores) {
      for (Finding finding : score.wrong()) {
        ListedInstance instance =
            instances.stream()
                .filter(one -> one.name().equals(finding.instance()))
                .findFirst()
                .orElseThrow();
        Path target =
            Files.createDirectories(
                folder.resolve(score.run().verifier()).resolve(finding.instance()));
        copy(benchmark.network(instance), target.resolve("network.onnx"));
        copy(benchmark.property(finding.instance()), target.resolve("property.vnnlib"));
        Files.writeString(target.resolve("witness.txt"), witness(finding));
        Files.writeString(target.resolve("verdict.txt"), verdict(score, finding));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String witness(Finding finding) {
    StringBuilder text = new StringBuilder("sat\n(");
    for (int i = 0; i < finding.witness().size(); i++) {
      text.append("(X_").append(i).append(' ').append(finding.witness().get(i)).append(")\n");
    }
    text.setLength(text.length() - 1);
    return text.append(")\n").toString();
  }

  private static String verdict(Score score, Finding finding) {
    return score.run().verifier()
        + " ("
        + score.run().command()
        + "): "
        + finding.judgement().words()
        + "\nmargin of witness.txt: "
        + finding.margin().map(Object::toString).orElse("none")
        + "\n"
        + finding.evidence()
        + "\n";
  }
}
