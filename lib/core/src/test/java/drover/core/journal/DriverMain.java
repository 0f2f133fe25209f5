package drover.core.journal;

import drover.core.Note;
import drover.core.Params;
import drover.core.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A driver in a process of its own: opens the journal named by its first argument with a lease of
 * as many milliseconds as its second, with the settings on its input, and commits batches of
 * numbered events until it is killed, saying on its output how many are committed.
 */
final class DriverMain {
  private DriverMain() {}

  /** The events of the numbers from (included) to (excluded). */
  static List<Event> events(int from, int to) {
    return IntStream.range(from, to).mapToObj(DriverMain::event).toList();
  }

  private static Event event(int number) {
    Params params = new Params(Map.of("rate", number / 7.0, "units", (long) number));
    return new Event.Asked(new Trial(number, params, 8, Note.of("by", "naïve 東京")), number);
  }

  /** Runs until the process is killed, or until the journal refuses. */
  public static void main(String[] arguments) {
    Configuration conf = new Configuration(false);
    conf.addResource(System.in);
    conf.size(); // Hadoop reads what is added when it is first asked for.
    System.out.println("started");
    Path folder = new Path(arguments[0]);
    Duration lease = Duration.ofMillis(Long.parseLong(arguments[1]));
    try (Journal journal = Journals.open(folder, conf, new Terms(lease, false, notice -> {}))) {
      int committed = journal.read().size();
      while (true) {
        int next = committed + 1 + committed % 5;
        journal.append(events(committed, next));
        committed = next;
        System.out.println("committed " + committed);
      }
    } catch (IOException e) {
      System.out.println("refused " + e);
      System.exit(4);
    }
  }
}
