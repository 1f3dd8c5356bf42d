package org.plumbline.cli.vnncomp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.cli.options.OwnProgram;
import org.plumbline.soundness.run.CommandTemplate;
import org.plumbline.soundness.run.Entrant;
import org.plumbline.soundness.run.NetworkCell;

/** This Plumbline, asked as the release's {@code run_instance.sh} asks it. */
final class OwnEntrant implements Entrant {
  static final String COMMAND = "plumbline verify --semantics real";

  private static final CommandTemplate OPTIONS =
      new CommandTemplate(
          List.of(
              "{onnx}",
              "{vnnlib}",
              "--semantics",
              "real",
              "--timeout",
              "{timeout}",
              "--result-file",
              "{result}"));

  @Override
  public Optional<List<String>> preparation(Job job) {
    return Optional.empty();
  }

  /** Several networks are options behind the property. */
  @Override
  public List<String> command(Job job) {
    List<String> words = new ArrayList<>(OwnProgram.words());
    words.add("verify");
    List<String> options = OPTIONS.command(job);
    List<NetworkCell.Named> networks = job.networks().networks();
    if (networks.size() == 1 && networks.get(0).isAlone()) {
      words.addAll(options);
      return words;
    }
    words.addAll(options.subList(1, options.size()));
    for (NetworkCell.Named network : networks) {
      words.addAll(List.of("--network", network.name() + "=" + network.file()));
    }
    return words;
  }

  @Override
  public Path answer(Job job) {
    return job.result();
  }
}
