package drover.spark;

import drover.core.Report;
import drover.core.TrialListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** Remembers what it is told of a trial, and ends it when a report asks for it. */
final class Follower implements TrialListener {

  final Queue<String> executors = new ConcurrentLinkedQueue<>();
  final Queue<Boolean> evaluating = new ConcurrentLinkedQueue<>();
  final Queue<Report> reports = new ConcurrentLinkedQueue<>();
  private final Predicate<Report> goesOn;

  Follower(Predicate<Report> goesOn) {
    this.goesOn = goesOn;
  }

  @Override
  public void started(String executor) {
    executors.add(executor);
  }

  @Override
  public void evaluating(boolean now) {
    evaluating.add(now);
  }

  @Override
  public boolean reported(Report report) {
    reports.add(report);
    return goesOn.test(report);
  }
}
