package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of drivers that race, fail, sleep and die on a store where all goes wrong. */
class FaultyStoreTest {
  private static final Duration LEASE = Duration.ofDays(1); // no beat by itself: all is by seed

  /** One history. */
  private static final class History {
    private final boolean growing;
    private final String name;
    private final Random random;
    private final FaultyStore store;
    private final List<Driver> drivers = new ArrayList<>();
    private final Set<Integer> acknowledged = new HashSet<>();
    private final List<List<Event>> found = new ArrayList<>();
    private int proposed;

    /** In a calm history a driver commits often enough for its commits to be merged. */
    private int commitsPerIncident;

    /** With more files than these a driver copies what they hold. */
    private int files;

    private int clients;
    private int depth;

    /** A driver that has taken the study over, whether or not another one has since. */
    private record Driver(int client, SegmentJournal journal) {}

    /**
     * @param growing true where files can grow, as on HDFS
     */
    History(long seed, boolean growing) {
      this.growing = growing;
      name = (growing ? "grow" : "model") + seed;
      random = new Random(seed);
      store = FaultyStore.create(name, seed);
      store.listsAtOnce = growing;
    }

    void run() throws IOException {
      store.faults = random.nextInt(4) == 0 ? 0 : 0.005 * random.nextDouble();
      store.delays = 0.02 * random.nextDouble();
      store.meanwhile = this::meanwhile;
      store.refusesWithoutReason = random.nextBoolean();
      files = random.nextBoolean() ? 4 : SegmentJournal.FILES;
      boolean calm = random.nextInt(5) == 0;
      commitsPerIncident = calm ? 400 : 40;
      int steps = calm ? 150 : 20 + random.nextInt(60);
      for (int step = 0; step < steps; step++) {
        act();
      }
      store.delays = 0;
      for (Driver driver : List.copyOf(drivers)) {
        end(driver);
      }
      store.faults = 0;
      verify();
      FaultyStore.drop(name);
    }

    private void meanwhile() {
      if (depth < 2) {
        depth++;
        act();
        depth--;
      }
    }

    private void act() {
      int choice = random.nextInt(commitsPerIncident);
      if (drivers.isEmpty() || choice == 0) {
        takeOver();
      } else if (choice == 1) {
        store.kill(any().client());
      } else if (choice == 2 && depth == 0) {
        end(any());
      } else {
        commit(choice < 5 ? any() : drivers.get(drivers.size() - 1));
      }
    }

    private Driver any() {
      return drivers.get(random.nextInt(drivers.size()));
    }

    private void takeOver() {
      int client = ++clients;
      Set<Integer> before = Set.copyOf(acknowledged);
      Configuration conf = conf(client);
      try {
        Segments segments = segments(conf);
        SegmentWriter writer = journals(conf).claim(segments);
        SegmentJournal journal = SegmentJournal.begin(segments, writer, files);
        List<Event> past = List.copyOf(journal.read());
        requireAll(before, past);
        found.add(past);
        drivers.add(new Driver(client, journal));
      } catch (IOException e) {
        store.kill(client);
      }
    }

    private JournalStore journals(Configuration conf) {
      Terms terms = new Terms(LEASE, true, notice -> {});
      return growing
          ? new HdfsStore(conf, LEASE, terms.notice())
          : new ObjectStore(conf, terms, Duration.ZERO, Runnable::run);
    }

    private void commit(Driver driver) {
      List<Event> events = events(proposed, proposed + 1 + random.nextInt(3));
      proposed += events.size();
      try {
        driver.journal().append(events);
        acknowledged.addAll(numbers(events));
      } catch (IOException e) {
        end(driver);
      }
    }

    private static List<Integer> numbers(List<Event> events) {
      return events.stream().map(event -> ((Event.Asked) event).seen()).toList();
    }

    private void requireAll(Set<Integer> numbers, List<Event> events) {
      Set<Integer> lost = new TreeSet<>(numbers);
      numbers(events).forEach(lost::remove);
      assertThat(lost).as("lost in %s", name).isEmpty();
    }

    private void end(Driver driver) {
      drivers.remove(driver);
      try {
        driver.journal().close();
      } catch (IOException e) {
        store.kill(driver.client());
      }
    }

    private void verify() throws IOException {
      List<Event> events = segments(conf(0)).read();
      List<Integer> numbers = numbers(events);
      assertThat(numbers)
          .as("doubled or out of order in %s", name)
          .isEqualTo(List.copyOf(new TreeSet<>(numbers)));
      assertThat(events)
          .as("invented in %s", name)
          .isEqualTo(numbers.stream().map(events(0, proposed)::get).toList());
      requireAll(acknowledged, events);
      for (List<Event> past : found) {
        assertThat(events.subList(0, Math.min(past.size(), events.size())))
            .as("what a driver went on from in %s", name)
            .isEqualTo(past);
      }
    }

    private Configuration conf(int client) {
      Configuration conf = new Configuration(false);
      conf.setClass("fs.model.impl", ModelFileSystem.class, FileSystem.class);
      GrowingFileSystem.use(conf);
      conf.setInt(ModelFileSystem.CLIENT, client);
      return conf;
    }

    private Segments segments(Configuration conf) throws IOException {
      Path folder = new Path((growing ? "grow://" : "model://") + name + "/journal");
      return new Segments(FileSystem.newInstance(folder.toUri(), conf), folder);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsLostDoubledOrInvented(boolean growing) throws IOException {
    histories(0, 50, growing);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("slow")
  void nothingIsLostDoubledOrInventedInManyHistories(boolean growing) throws IOException {
    histories(50, 1050, growing);
  }

  private static void histories(int from, int to, boolean growing) throws IOException {
    int committed = 0;
    int blocks = 0;
    int copies = 0;
    for (int seed = from; seed < to; seed++) {
      History history = new History(seed, growing);
      history.run();
      committed += history.acknowledged.size();
      blocks += history.store.blocks;
      copies += history.store.copies;
    }
    assertThat(committed).isGreaterThan(to - from);
    assertThat(blocks > 0).as("commits were merged").isNotEqualTo(growing);
    assertThat(copies).as("copies of earlier segments").isGreaterThan((to - from) / 4);
  }
}
