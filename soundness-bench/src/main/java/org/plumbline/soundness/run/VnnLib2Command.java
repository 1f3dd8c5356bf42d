package org.plumbline.soundness.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A verifier with the command line of the VNN-LIB standard 2.0, chapter 5: {@code PROGRAM verify
 * QUERY --network NAME=FILE --timeout SECONDS}, which answers on standard output.
 *
 * @param program and its own arguments
 */
public record VnnLib2Command(List<String> program) implements Adapter {
  /** As {@code VnnLib2Writer} declares it. */
  private static final String NETWORK = "f";

  public VnnLib2Command {
    program = List.copyOf(program);
  }

  @Override
  public boolean takesVnnLib2() {
    return true;
  }

  @Override
  public Optional<List<String>> preparation(Job job) {
    return Optional.empty();
  }

  @Override
  public List<String> command(Job job) {
    List<String> words = new ArrayList<>(program);
    words.add("verify");
    words.add(job.property().toString());
    for (NetworkCell.Named network : job.networks().networks()) {
      words.add("--network");
      words.add((network.isAlone() ? NETWORK : network.name()) + "=" + network.file());
    }
    words.add("--timeout");
    words.add(Integer.toString(job.timeoutSeconds()));
    return words;
  }

  @Override
  public Path answer(Job job) {
    return job.output();
  }

  @Override
  public Claim claim(Job job) {
    return ClaimReader.assignment(AnswerText.read(answer(job)), job.inputs());
  }
}
