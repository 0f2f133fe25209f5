package drover.spark;

import drover.core.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;
import scala.concurrent.ExecutionContext;
import scala.runtime.BoxedUnit;
import scala.util.Success;
import scala.util.Try;

/**
 * Hands errands to Spark, on a thread of its own: each as a job of one task, or several very short
 * ones in one. A bundle is no more than a way to save time: those of its errands that it did not
 * bring back, whatever the reason, are handed over again each by itself.
 */
final class Dispatcher implements AutoCloseable {

  /** The most characters of a job's description in Spark's user interface. */
  private static final int DESCRIPTION = 200;

  /** How Spark ends all jobs, which it may do just before its context says that it has stopped. */
  private static final List<String> STOPPING =
      List.of(
          "SparkContext was shut down",
          "Master removed our application",
          "All masters are unresponsive");

  /** Futures complete here and not on Spark's scheduler thread, which must never wait. */
  private static final ExecutionContext COMPLETING =
      ExecutionContext.fromExecutor(ForkJoinPool.commonPool());

  /** When an errand is handed over again: not at once, or it would meet what it has just left. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, ForkJoinPool.commonPool());

  /** One that runs and one that waits. */
  private static final int TASKS_A_SLOT = 2;

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final SparkContext spark;
  private final String study;
  private final IntSupplier slots;
  private final BundleSize bundleSize = new BundleSize();
  private final Queue<Errand<?>> waiting = new ConcurrentLinkedQueue<>();

  /** How many errands have not come back. */
  private final AtomicInteger open = new AtomicInteger();

  /** How many jobs Spark has. */
  private final AtomicInteger jobs = new AtomicInteger();

  private final ExecutorService thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Dispatcher::daemon,
          new ThreadPoolExecutor.DiscardPolicy()); // what comes back after the end

  /**
   * For a study.
   *
   * @param study its name, as Spark's user interface shows it
   * @param slots how many tasks can run at once now
   */
  Dispatcher(SparkContext spark, String study, IntSupplier slots) {
    this.spark = spark;
    this.study = study;
    this.slots = slots;
  }

  /** Hands an errand over, soon; cancelling its future cancels its job and interrupts it. */
  void submit(Errand<?> errand) {
    open.incrementAndGet();
    CompletableFuture<?> unused =
        errand.future().whenComplete((value, failure) -> open.decrementAndGet());
    waiting.add(errand);
    thread.execute(this::submitWaiting);
  }

  /** An errand that may share its task came back after this time on the executor. */
  void ended(Duration elapsed) {
    bundleSize.ended(elapsed);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "drover-dispatcher");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    thread.shutdown();
  }

  /**
   * Hands over what waits. Where errands share their tasks, only as many tasks as keep the slots
   * busy, and a task that is not full only if no other waits for a slot: meanwhile errands gather.
   */
  private void submitWaiting() {
    while (!waiting.isEmpty()) {
      int places = Math.max(1, slots.getAsInt());
      int tasks = TASKS_A_SLOT * places;
      int size = bundleSize.of(open.get(), tasks);
      int most = waiting.size() < size ? places + 1 : tasks;
      if (size > 1 && jobs.get() >= most) {
        return;
      }
      List<Errand<?>> bundle = next(size);
      if (!bundle.isEmpty()) {
        submit(bundle);
      }
    }
  }

  /** The next errands for one task, without those that nobody waits for any more. */
  private List<Errand<?>> next(int size) {
    List<Errand<?>> bundle = new ArrayList<>();
    boolean full = false;
    for (Errand<?> next = waiting.peek(); next != null && !full; next = waiting.peek()) {
      if (next.future().isDone()) {
        waiting.remove();
      } else if (next.mayShare() || bundle.isEmpty()) {
        bundle.add(waiting.remove());
        full = !next.mayShare() || bundle.size() >= size;
      } else {
        full = true;
      }
    }
    return bundle;
  }

  /** On the dispatcher's thread alone, which has the job's properties of Spark. */
  private void submit(List<Errand<?>> bundle) {
    FutureAction<List<String>> job;
    try {
      job = job(bundle);
    } catch (RuntimeException broken) { // Spark has stopped, or cannot take a job
      bundle.forEach(errand -> errand.future().completeExceptionally(broken));
      return;
    }
    for (Errand<?> errand : bundle) {
      CompletableFuture<?> future = errand.future();
      CompletableFuture<?> unused =
          future.whenComplete(
              (value, failure) -> {
                if (future.isCancelled()) {
                  job.cancel();
                }
              });
    }
    jobs.incrementAndGet();
    job.onComplete(
        result -> {
          jobs.decrementAndGet();
          arrived(bundle, result);
          thread.execute(this::submitWaiting);
          return BoxedUnit.UNIT;
        },
        COMPLETING);
  }

  private void arrived(List<Errand<?>> bundle, Try<List<String>> result) {
    List<String> results = result.isSuccess() ? result.get() : List.of();
    for (int i = 0; i < results.size(); i++) {
      complete(bundle.get(i), new Success<>(results.get(i)));
    }
    List<Errand<?>> undone =
        bundle.subList(results.size(), bundle.size()).stream()
            .filter(errand -> !errand.future().isDone())
            .toList();
    if (bundle.size() > 1 && (result.isSuccess() || isGivenUp(result))) {
      LOG.debug("{} of {} trials of a bundle go each by itself", undone.size(), bundle.size());
      undone.forEach(errand -> thread.execute(() -> submit(List.of(errand))));
    } else {
      undone.forEach(errand -> complete(errand, result.map(texts -> texts.get(0))));
    }
  }

  private void complete(Errand<?> errand, Try<String> result) {
    if (!errand.complete(result)) {
      LATER.execute(
          () -> {
            waiting.add(errand);
            thread.execute(this::submitWaiting);
          });
    }
  }

  /** True if it was the job alone that failed, false if Spark as a whole came to its end. */
  boolean isGivenUp(Try<?> result) {
    if (result.isSuccess() || spark.isStopped()) {
      return false;
    }
    String message = String.valueOf(result.failed().get().getMessage());
    return STOPPING.stream().noneMatch(message::contains);
  }

  private FutureAction<List<String>> job(List<Errand<?>> bundle) {
    AtomicReference<List<String>> results = new AtomicReference<>(List.of());
    Errand<?> first = bundle.get(0);
    String title = title(bundle);
    spark.setJobGroup(title, description(title, first.trial()), true);
    // In Spark's pages the stage's name; without it Spark would walk the stack for each trial.
    spark.setLocalProperty("callSite.short", title);
    spark.setLocalProperty("callSite.long", title);
    spark.setLocalProperty(LaunchListener.LAUNCH, Long.toString(first.launch().number()));
    return spark.submitJob(
        new OneTask(spark),
        new BundleTask(bundle.stream().<TrialTask>map(Errand::task).toList()),
        JavaConverters.asScalaBuffer(List.<Object>of(0)),
        (partition, value) -> {
          results.set(value);
          return BoxedUnit.UNIT;
        },
        results::get);
  }

  private String title(List<Errand<?>> bundle) {
    String title = study + " · " + bundle.get(0).title();
    return bundle.size() == 1 ? title : title + " and " + (bundle.size() - 1) + " more";
  }

  private static String description(String title, Trial trial) {
    String whole = title + " · " + trial.params();
    return whole.length() <= DESCRIPTION ? whole : whole.substring(0, DESCRIPTION - 1) + "…";
  }
}
