package org.plumbline.soundness.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes of a session of Linux, as {@code /proc} shows them: all that {@code setsid} started
 * and what they started, orphans included, except for those that made a session of their own.
 */
final class Session {
  private static final Path PROCESSES = Path.of("/proc");
  private static final int SESSION = 3;
  private static final int RESIDENT_PAGES = 21;

  /** Of x86-64. */
  private static final long PAGE_BYTES = 4096;

  private final long id;

  /**
   * @param id of the process that {@code setsid} became
   */
  Session(long id) {
    this.id = id;
  }

  /** A process and its resident memory. */
  private record Member(long pid, long bytes) {}

  private List<Member> members() throws IOException {
    List<Member> members = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path entry : entries) {
        String[] fields = fields(entry.resolve("stat"));
        if (fields.length > RESIDENT_PAGES
            && !fields[0].equals("Z")
            && Long.parseLong(fields[SESSION]) == id) {
          members.add(
              new Member(
                  Long.parseLong(entry.getFileName().toString()),
                  Long.parseLong(fields[RESIDENT_PAGES]) * PAGE_BYTES));
        }
      }
    }
    return members;
  }

  /** From the state on, which follows the name in parentheses; none for a process that is gone. */
  private static String[] fields(Path stat) {
    try {
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      return text.substring(text.lastIndexOf(')') + 2).split(" ");
    } catch (IOException e) {
      return new String[0];
    }
  }

  long residentBytes() throws IOException {
    return members().stream().mapToLong(Member::bytes).sum();
  }

  /** Kills until nothing is left, since a process may start another while it is killed. */
  void kill() throws IOException, InterruptedException {
    for (int round = 0; round < 100; round++) {
      List<ProcessHandle> alive =
          members().stream()
              .flatMap(member -> ProcessHandle.of(member.pid()).stream())
              .filter(ProcessHandle::isAlive)
              .toList();
      if (alive.isEmpty()) {
        return;
      }
      alive.forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(10);
    }
  }
}
