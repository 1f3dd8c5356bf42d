package org.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links of the documents lead somewhere, and decisions keep their format. */
class DocumentsTest {
  private static final Path ROOT = DocumentBlocks.root();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
  private static final Pattern NUMBER = Pattern.compile("(\\d{4})-.*\\.md");

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String place : List.of("docs", "examples")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(place))) {
        all.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    for (String name : List.of("README.md", "CONTRIBUTING.md")) {
      pages.add(ROOT.resolve(name));
    }
    return pages;
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Set<String> broken = new TreeSet<>();
    for (Path page : pages()) {
      Matcher links = LINK.matcher(Files.readString(page));
      while (links.find()) {
        if (!links.group(1).contains("://") && !leads(page, links.group(1))) {
          broken.add(ROOT.relativize(page) + " -> " + links.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leads(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
  }

  /** As hosts make them: lower case, signs left out, spaces as hyphens. */
  private static Set<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(words -> words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void decisionsHaveOneFormatAndStandInTheIndex() throws IOException {
    Path folder = ROOT.resolve("docs/decisions");
    String index = Files.readString(folder.resolve("README.md"));
    List<Path> records;
    try (Stream<Path> all = Files.list(folder)) {
      records = all.filter(f -> !f.endsWith("README.md")).sorted().toList();
    }
    assertThat(records).isNotEmpty();
    for (Path record : records) {
      String text = Files.readString(record);
      String name = record.getFileName().toString();
      Matcher number = NUMBER.matcher(name);
      assertThat(number.matches()).as(name).isTrue();
      String title = text.lines().findFirst().orElseThrow();
      assertThat(title).as(name).startsWith("# " + Integer.parseInt(number.group(1)) + ". ");
      assertThat(text)
          .as(name)
          .containsPattern("(?m)^Date: \\d{4}-\\d\\d-\\d\\d\\. Status: .+\\.$")
          .containsSubsequence("**Question.**", "**Decision.**");
      assertThat(index).as("the index").contains("](" + name + ") | " + title.split("\\. ", 2)[1]);
    }
  }
}
