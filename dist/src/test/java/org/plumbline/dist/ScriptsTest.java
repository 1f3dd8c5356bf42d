package org.plumbline.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of VNN-COMP, with a program in the place of Plumbline that notes its arguments. */
@EnabledOnOs(OS.LINUX)
class ScriptsTest {
  private static final Path SCRIPTS = Path.of("src/main/folder/vnncomp").toAbsolutePath();

  @TempDir private Path folder;
  private Path stub;
  private Path result;

  @BeforeEach
  void write() throws IOException {
    result = folder.resolve("result.txt");
    stub(10, "sat");
  }

  /** Notes its arguments, one on each line, and writes an answer if there is one. */
  private void stub(int code, String answer) throws IOException {
    stub = folder.resolve("stub");
    String text = "#!/bin/sh\nprintf '%s\\n' \"$@\" >'" + folder.resolve("arguments") + "'\n";
    text += answer.isEmpty() ? "" : "echo " + answer + " >'" + result + "'\n";
    Files.writeString(stub, text + "exit " + code + "\n");
    assertThat(stub.toFile().setExecutable(true)).isTrue();
  }

  private int script(String name, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("sh", SCRIPTS.resolve(name).toString()));
    words.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("PLUMBLINE", stub.toString());
    return builder
        .redirectOutput(folder.resolve("said").toFile())
        .directory(folder.toFile())
        .start()
        .waitFor();
  }

  private int run(String onnx) throws Exception {
    return script("run_instance.sh", "v1", "acas", onnx, "q.vnnlib", result.toString(), "100");
  }

  private List<String> arguments() throws IOException {
    return Files.readAllLines(folder.resolve("arguments"));
  }

  private List<String> withTheRest(String... first) {
    List<String> all = new ArrayList<>(Arrays.asList(first));
    all.addAll(
        List.of("--semantics", "real", "--timeout", "100", "--result-file", result.toString()));
    return all;
  }

  @Test
  void oneNetworkIsAFile() throws Exception {
    assertThat(run("./onnx/a net.onnx")).isZero();
    assertThat(arguments()).isEqualTo(withTheRest("verify", "./onnx/a net.onnx", "q.vnnlib"));
    assertThat(result).hasContent("sat");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[('f', './b/a.onnx'), ('g', './b/b c.onnx')]",
        "[(\"f\", \"./b/a.onnx\"), (\"g\", \"./b/b c.onnx\")]",
        "[('f','./b/a.onnx'),('g','./b/b c.onnx')]",
        "[ ( 'f' , './b/a.onnx' ) , ( 'g' , './b/b c.onnx' ) , ]"
      })
  void severalNetworksAreAListAsPythonWritesIt(String list) throws Exception {
    assertThat(run(list)).isZero();
    assertThat(arguments())
        .isEqualTo(
            withTheRest(
                "verify", "q.vnnlib", "--network", "f=./b/a.onnx", "--network", "g=./b/b c.onnx"));
  }

  @Test
  void aListMayHoldOneNetwork() throws Exception {
    assertThat(run("[('f', './it,s (1).onnx')]")).isZero();
    assertThat(arguments())
        .isEqualTo(withTheRest("verify", "q.vnnlib", "--network", "f=./it,s (1).onnx"));
  }

  @Test
  void aFailureIsAnErrorUnlessAnAnswerIsKnown() throws Exception {
    stub(3, "");
    assertThat(run("a.onnx")).isEqualTo(3);
    assertThat(result).hasContent("error");
    stub(1, "unsat");
    assertThat(run("a.onnx")).isEqualTo(1);
    assertThat(result).hasContent("unsat");
    stub(20, "timeout");
    assertThat(run("a.onnx")).isZero();
    assertThat(result).hasContent("timeout");
  }

  @Test
  void argumentsAreCounted() throws Exception {
    assertThat(script("run_instance.sh", "v1", "acas", "a.onnx", "q.vnnlib")).isEqualTo(1);
    assertThat(script("run_instance.sh", "v2", "c", "a", "q", "r", "1")).isEqualTo(1);
    assertThat(script("prepare_instance.sh", "v1", "c")).isEqualTo(1);
    assertThat(script("prepare_instance.sh", "v1", "c", "a", "q")).isZero();
    assertThat(script("install_tool.sh", "v2")).isEqualTo(1);
    assertThat(folder.resolve("arguments")).doesNotExist();
    stub(0, "");
    assertThat(script("install_tool.sh", "v1")).isZero();
    assertThat(arguments()).containsExactly("--version");
  }

  /** A process that is named as the release's Java, and ends when its input does. */
  private Process java(Path home, String command) throws Exception {
    String named = home.resolve("runtime/bin/java").toString();
    List<String> words =
        List.of("bash", "-c", "exec -a \"$0\" sh -c 'echo ready; read line' \"$@\"");
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(named, "-Xss8m", "-jar", "/lib/plumbline.jar", command, "a.onnx"));
    Process process = new ProcessBuilder(all).start();
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
    return process;
  }

  @Test
  void preparingEndsAnEarlierVerificationAndNothingElse() throws Exception {
    Path home = folder.toRealPath().resolve("release");
    Path scripts = Files.createDirectories(home.resolve("vnncomp"));
    Path script = scripts.resolve("prepare_instance.sh");
    Files.copy(SCRIPTS.resolve("prepare_instance.sh"), script);
    Process verify = java(home, "verify");
    Process runner = java(home, "vnncomp");
    Process prepare =
        new ProcessBuilder("sh", script.toString(), "v1", "c", "a.onnx", "q.vnnlib").start();
    assertThat(prepare.waitFor()).isZero();
    assertThat(verify.waitFor()).isEqualTo(137);
    assertThat(runner.isAlive()).isTrue();
    runner.getOutputStream().close();
    assertThat(runner.waitFor()).isEqualTo(1);
  }
}
