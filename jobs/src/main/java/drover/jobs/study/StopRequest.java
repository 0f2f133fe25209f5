package drover.jobs.study;

import drover.core.study.Study;
import java.util.Optional;

/** A wish to stop that may come before there is a study to stop. */
final class StopRequest {

  private record Wish(String reason, int exit) {}

  private Optional<Wish> wish = Optional.empty();
  private Optional<Study> study = Optional.empty();
  private Optional<Thread> waiting = Optional.empty();

  /** Wishes to stop, from any thread. */
  synchronized void request(String reason, int exit) {
    wish = Optional.of(new Wish(reason, exit));
    study.ifPresent(running -> running.stop(reason, exit));
    waiting.ifPresent(Thread::interrupt);
  }

  /** The study that is to stop. */
  synchronized void attach(Study running) {
    study = Optional.of(running);
    wish.ifPresent(earlier -> running.stop(earlier.reason(), earlier.exit()));
  }

  /** The calling thread begins to wait, and a wish interrupts it. */
  synchronized void beginWaiting() {
    waiting = Optional.of(Thread.currentThread());
    if (wish.isPresent()) {
      Thread.currentThread().interrupt();
    }
  }

  /** The calling thread waits no longer; what interrupted it was the wish. */
  synchronized void endWaiting() {
    waiting = Optional.empty();
    if (wish.isPresent()) {
      Thread.interrupted();
    }
  }

  /** True if somebody wished to stop. */
  synchronized boolean isRequested() {
    return wish.isPresent();
  }
}
