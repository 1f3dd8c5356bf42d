package org.plumbline.suite.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.summary.SampleRun;

/** The page in headless Chromium, where there is one on the path; else skipped. */
class BrowserTest {
  private static final int WIDTH = 1280;
  private static final long PATIENCE_SECONDS = 120;

  @TempDir Path folder;
  private Path browser;
  private Path page;

  @BeforeEach
  void open() throws IOException {
    Optional<Path> found =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "no Chromium on the path");
    browser = found.get();
    page = folder.resolve("report.html");
    Files.writeString(page, HtmlReport.of(SampleRun.shut(folder)));
  }

  @Test
  void theGateIsRedAtTheTopAndTheWidthIsUsed() throws Exception {
    Path picture = folder.resolve("page.png");
    run("--window-size=" + WIDTH + ",900", "--screenshot=" + picture);
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(WIDTH);
    assertThat(new Color(image.getRGB(WIDTH / 2, 32))).isEqualTo(new Color(0xb3151d));
  }

  @Test
  void theBrowserReadsWhatWasWritten() throws Exception {
    String dom = run("--dump-dom");
    assertThat(dom).contains("<h1>The gate is shut: 3 of 4 requirements are not met</h1>");
    assertThat(dom.split("<img ", -1)).hasSameSizeAs(Files.readString(page).split("<img ", -1));
  }

  @Test
  void itPrints() throws Exception {
    Path paper = folder.resolve("page.pdf");
    run("--no-pdf-header-footer", "--print-to-pdf=" + paper);
    String pdf = Files.readString(paper, StandardCharsets.ISO_8859_1);
    assertThat(pdf).startsWith("%PDF-").containsPattern("/MediaBox \\[0 0 59[45](\\.\\d+)? 84[12]");
  }

  private String run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(browser.toString());
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
    command.addAll(List.of(options));
    command.add(page.toUri().toString());
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readString(output);
  }
}
