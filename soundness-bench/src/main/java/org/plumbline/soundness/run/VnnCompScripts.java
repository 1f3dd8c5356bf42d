package org.plumbline.soundness.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A verifier as it takes part in VNN-COMP: a folder with {@code run_instance.sh v1 CATEGORY NETWORK
 * PROPERTY RESULT SECONDS}, and where they are needed {@code prepare_instance.sh v1 CATEGORY
 * NETWORK PROPERTY} and {@code install_tool.sh v1}.
 */
public record VnnCompScripts(Path folder) implements Adapter {
  private static final String VERSION = "v1";

  /**
   * @throws IllegalArgumentException when the folder has no {@code run_instance.sh}
   */
  public VnnCompScripts {
    folder = folder.toAbsolutePath().normalize();
    if (!Files.isRegularFile(folder.resolve("run_instance.sh"))) {
      throw new IllegalArgumentException(folder + " has no run_instance.sh");
    }
  }

  /** What installs the verifier, if there is anything to run. */
  public Optional<List<String>> installation() {
    return script("install_tool.sh", List.of());
  }

  @Override
  public boolean takesVnnLib2() {
    return false;
  }

  @Override
  public Optional<List<String>> preparation(Job job) {
    return script(
        "prepare_instance.sh",
        List.of(job.category(), job.networks().text(), job.property().toString()));
  }

  @Override
  public List<String> command(Job job) {
    return script(
            "run_instance.sh",
            List.of(
                job.category(),
                job.networks().text(),
                job.property().toString(),
                job.result().toString(),
                Integer.toString(job.timeoutSeconds())))
        .orElseThrow();
  }

  private Optional<List<String>> script(String name, List<String> arguments) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>(List.of("bash", file.toString(), VERSION));
    words.addAll(arguments);
    return Optional.of(List.copyOf(words));
  }

  @Override
  public Path answer(Job job) {
    return job.result();
  }

  @Override
  public Claim claim(Job job) {
    return ClaimReader.resultFile(AnswerText.read(answer(job)), job.inputs());
  }
}
