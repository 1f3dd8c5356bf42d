package org.plumbline.suite.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.plumbline.specs.query.Budget;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.verifier.branching.parts.PartWorkers;

/**
 * Parts of a search in processes of this machine, each with a heap of its own, and used again for
 * the next part. One that dies, or does not answer some time after the search should have ended, is
 * another's to replace.
 */
public final class PartProcesses implements PartWorkers {
  /** What a process may be late by. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final int width;
  private final WorkerCommand command;
  private final List<String> question;

  /**
   * @param width processes, at least 1
   * @param command its main class calls {@link PartServer#serve}
   * @param question as on the command line
   */
  public PartProcesses(int width, WorkerCommand command, List<String> question) {
    if (width < 1) {
      throw new IllegalArgumentException("workers " + width + " is below 1");
    }
    this.width = width;
    this.command = command;
    this.question = List.copyOf(question);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Session open(byte[] root, Consumer<Event> events) {
    return new Processes(root, events);
  }

  /** A part that somebody waits for. */
  private record Given(int number, byte[] part, Budget budget) {}

  private final class Processes implements Session {
    private final byte[] root;
    private final Consumer<Event> events;
    private final BlockingQueue<Given> given = new LinkedBlockingQueue<>();
    private final Set<Integer> cuts = ConcurrentHashMap.newKeySet();
    private final Set<LineProcess> alive = ConcurrentHashMap.newKeySet();
    private final ExecutorService pool = LocalThreads.pool(width);
    private volatile boolean isClosed;

    Processes(byte[] root, Consumer<Event> events) {
      this.root = root;
      this.events = events;
      for (int i = 0; i < width; i++) {
        pool.execute(this::work);
      }
    }

    @Override
    public void begin(int number, byte[] part, Budget budget) {
      given.add(new Given(number, part, budget));
    }

    @Override
    public void cut(int number) {
      cuts.add(number);
    }

    @Override
    public void close() {
      isClosed = true;
      pool.shutdownNow();
      alive.forEach(LineProcess::close);
    }

    private void work() {
      LineProcess process = null;
      try {
        while (!isClosed) {
          Given next = given.take();
          try {
            process = process == null ? started(next.budget()) : process;
            events.accept(ended(process, next));
          } catch (IOException e) {
            end(process);
            process = null;
            events.accept(new Failed(next.number(), e.getMessage()));
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        end(process);
      }
    }

    private LineProcess started(Budget budget) throws IOException, InterruptedException {
      LineProcess process =
          LineProcess.start(
              command.line(width),
              PartWire.of(new PartWire.Order.Question(question, Optional.empty())));
      alive.add(process);
      if (isClosed) {
        end(process);
      }
      if (answer(process, new PartWire.Order.Root(root), budget)
          instanceof PartWire.Reply.Mistake m) {
        end(process);
        throw new IOException(m.why());
      }
      return process;
    }

    private void end(LineProcess process) {
      if (process != null) {
        alive.remove(process);
        process.close();
      }
    }

    private Event ended(LineProcess process, Given part) throws IOException, InterruptedException {
      PartWire.Order order = new PartWire.Order.Part(part.part());
      while (true) {
        PartWire.Reply reply = answer(process, order, part.budget());
        if (reply instanceof PartWire.Reply.Answer answer) {
          return new Ended(part.number(), answer.bytes());
        } else if (reply instanceof PartWire.Reply.Mistake mistake) {
          throw new IOException(mistake.why());
        }
        PartWire.Reply.Progress p = (PartWire.Reply.Progress) reply;
        events.accept(new Progress(part.number(), p.open(), p.evaluated(), p.provedShare()));
        order = cuts.contains(part.number()) ? new PartWire.Order.Cut() : new PartWire.Order.GoOn();
      }
    }

    private PartWire.Reply answer(LineProcess process, PartWire.Order order, Budget budget)
        throws IOException, InterruptedException {
      Duration patience = Duration.ofMillis(budget.remainingMillis()).plus(GRACE);
      LineProcess.Ending ending = process.answer(PartWire.of(order), patience);
      if (ending instanceof LineProcess.Ending.Answered answered) {
        return PartWire.reply(answered.line());
      } else if (ending instanceof LineProcess.Ending.Died died) {
        throw new IOException("its process died: " + died.why());
      }
      throw new IOException("it did not stop at its limit, and its process was ended");
    }
  }
}
