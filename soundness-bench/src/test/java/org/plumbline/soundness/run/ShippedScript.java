package org.plumbline.soundness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A shipped script of a verifier, with another program in place of its Python. */
final class ShippedScript {
  private ShippedScript() {}

  /**
   * What the script makes of what the program does.
   *
   * @param folder to work in, empty
   * @param name of the verifier's adapter
   */
  static Claim claim(Path folder, String name, String program)
      throws IOException, InterruptedException {
    Path scripts = folder.resolve(name);
    Path python = Files.createDirectories(scripts.resolve("venv/bin")).resolve("python");
    Files.copy(Path.of("adapters", name, "run_instance.sh"), scripts.resolve("run_instance.sh"));
    Files.writeString(python, program);
    assertThat(python.toFile().setExecutable(true)).isTrue();
    Path job = Files.createDirectory(folder.resolve("job"));
    Path file = Files.createFile(job.resolve("file"));
    Adapter.Job asked = new Adapter.Job("i", "c", job, NetworkCell.of(file), file, 10, 2);
    VnnCompScripts adapter = new VnnCompScripts(scripts);
    new IsolatedProcess(new Limits(600, 10_000)).run(adapter.command(asked), job, asked.output());
    return adapter.claim(asked);
  }
}
