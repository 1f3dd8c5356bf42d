package org.plumbline.suite.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.suite.Verdict;

/**
 * All answers of a suite, one a line, in a folder with their evidence. Lines are only added: each
 * is written at once and forced to the disk, behind its evidence. What a killed run left of a last
 * line is cut; other lines that cannot be read are passed over, with a word. One process writes at
 * a time. Safe for use by several threads.
 */
public final class Ledger implements AutoCloseable {
  /** Lines of answers. */
  public static final String FILE = "ledger.jsonl";

  private static final String LOCK = "lock";
  private static final String STORE = "store";
  private static final long MOST_BYTES = 1L << 30;

  private final Store store;
  private final Optional<FileChannel> lines;
  private final Optional<FileChannel> lock;
  private final Map<String, LedgerEntry> byKey = new HashMap<>();
  private final Map<String, LedgerEntry> byId = new HashMap<>();
  private final Map<String, LedgerEntry> violated = new HashMap<>();
  private final Map<String, LedgerEntry> found = new HashMap<>();
  private final List<String> notes = new ArrayList<>();

  private Ledger(Path folder, Optional<FileChannel> lines, Optional<FileChannel> lock) {
    this.store = new Store(folder.resolve(STORE));
    this.lines = lines;
    this.lock = lock;
  }

  /**
   * Opens a ledger to be gone on with, and makes it where there is none.
   *
   * @throws LedgerException if another run has it open, or it cannot be read or written
   */
  public static Ledger open(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel lock = locked(folder);
      FileChannel lines =
          FileChannel.open(
              folder.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      Ledger ledger = new Ledger(folder, Optional.of(lines), Optional.of(lock));
      long end = ledger.takeAll(folder.resolve(FILE));
      lines.truncate(end);
      lines.position(end);
      return ledger;
    } catch (IOException e) {
      throw new LedgerException(folder + ": the ledger cannot be opened: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a ledger; nothing is written.
   *
   * @throws LedgerException if it cannot be read
   */
  public static Ledger read(Path folder) {
    Ledger ledger = new Ledger(folder, Optional.empty(), Optional.empty());
    Path file = folder.resolve(FILE);
    try {
      if (Files.exists(file)) {
        ledger.takeAll(file);
      } else {
        ledger.notes.add(folder + ": there is no ledger yet");
      }
      return ledger;
    } catch (IOException e) {
      throw new LedgerException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new LedgerException(inUse(folder), e);
    }
    channel.close();
    throw new LedgerException(inUse(folder));
  }

  private static String inUse(Path folder) {
    return folder + ": another run writes this ledger; wait for it, or name another with --ledger";
  }

  /** Takes all whole lines, and tells where the last one ends. */
  private long takeAll(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new LedgerException(file + " is larger than a GiB; begin another one with --ledger");
    }
    byte[] bytes = Files.readAllBytes(file);
    int start = 0;
    int number = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        number++;
        take(file, number, new String(bytes, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    if (start < bytes.length) {
      notes.add(file + ": the last line is torn, as by a kill; it is cut, and asked again");
    }
    return start;
  }

  private void take(Path file, int number, String line) {
    Optional<LedgerEntry> entry = LedgerLine.read(line);
    if (entry.isEmpty()) {
      notes.add(file + ":" + number + ": this line is no answer; it is passed over");
    }
    entry.ifPresent(this::take);
  }

  /** What is open does not hide what was found of the same question. */
  private void take(LedgerEntry entry) {
    LedgerEntry before = byKey.get(entry.key());
    boolean isFound =
        before != null
            && (before.verdict() == Verdict.VIOLATED || before.certificate().isPresent());
    boolean isOpen = entry.verdict() == Verdict.UNDECIDED || entry.verdict() == Verdict.ERROR;
    if (!isFound || !isOpen) {
      byKey.put(entry.key(), entry);
    }
    byId.put(entry.id(), entry);
    if (entry.verdict() == Verdict.VIOLATED) {
      violated.put(entry.id(), entry);
    }
    if (!isOpen) {
      found.put(entry.id(), entry);
    }
  }

  /**
   * Adds an answer, whose evidence is in the store.
   *
   * @throws LedgerException if it cannot be written
   */
  public synchronized void append(LedgerEntry entry) {
    FileChannel out =
        lines.orElseThrow(() -> new IllegalStateException("the ledger was opened to be read"));
    byte[] line = (LedgerLine.of(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(false);
    } catch (IOException e) {
      throw new LedgerException("the ledger cannot be written: " + e.getMessage(), e);
    }
    take(entry);
  }

  /** The last answer to what was asked. */
  public synchronized Optional<LedgerEntry> of(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** The last answers to all that was asked, by key. */
  public synchronized List<LedgerEntry> entries() {
    return byKey.values().stream().sorted(Comparator.comparing(LedgerEntry::key)).toList();
  }

  /** The last answer to the question of this id, whatever was asked by it. */
  public synchronized Optional<LedgerEntry> latest(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The last violation of the question of this id, whatever was asked by it. */
  public synchronized Optional<LedgerEntry> violated(String id) {
    return Optional.ofNullable(violated.get(id));
  }

  /** The last answer to the question of this id that was found, whatever was asked by it. */
  public synchronized Optional<LedgerEntry> found(String id) {
    return Optional.ofNullable(found.get(id));
  }

  /** Evidence. */
  public Store store() {
    return store;
  }

  /** What was lost, in words. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void close() {
    try {
      if (lines.isPresent()) {
        lines.get().close();
      }
      if (lock.isPresent()) {
        lock.get().close();
      }
    } catch (IOException e) {
      throw new LedgerException("the ledger cannot be closed: " + e.getMessage(), e);
    }
  }
}
