package drover.core.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileAlreadyExistsException;

/**
 * The objects behind a {@link ModelFileSystem}, and what goes wrong with them, all drawn from one
 * seed: requests fail before or after they had their effect, writes are torn, clients die, others
 * act while a request is under way, and listings show how it was some requests ago.
 */
final class FaultyStore {
  private static final Map<String, FaultyStore> STORES = new ConcurrentHashMap<>();

  private static final String HEARTBEAT = "/heartbeat";

  /** How many changes a listing may lag behind. */
  private static final int LAG = 10;

  private final Map<String, byte[]> objects = new TreeMap<>();
  private final List<Set<String>> listings = new ArrayList<>();
  private final Set<Integer> dead = new HashSet<>();

  /** Files that are open, and the clients that may add to them. */
  private final Map<String, Integer> writers = new TreeMap<>();

  private final Random random;

  /** How many blocks of commits were written. */
  int blocks;

  /** How many drivers began with a copy of what earlier ones wrote. */
  int copies;

  /** The share of requests that fail; 0: none. */
  double faults;

  /**
   * True if a file that may not be replaced is refused as S3A does: not as one that exists. Its
   * client asks again if the answer is lost, and so is refused its own file.
   */
  boolean refusesWithoutReason;

  /** True if a listing always shows all that is there. */
  boolean listsAtOnce;

  /** The share of requests while which another client acts. */
  double delays;

  /** What happens during a request that takes its time. */
  Runnable meanwhile = () -> {};

  FaultyStore(long seed) {
    this.random = new Random(seed);
    listings.add(Set.of());
  }

  /** A new store under a name. */
  static FaultyStore create(String name, long seed) {
    FaultyStore store = new FaultyStore(seed);
    STORES.put(name, store);
    return store;
  }

  static FaultyStore named(String name) {
    return Objects.requireNonNull(STORES.get(name), name);
  }

  static void drop(String name) {
    STORES.remove(name);
  }

  /** No request of the client has any effect from now on. */
  void kill(int client) {
    dead.add(client);
  }

  /** The store as a client sees it. */
  Bucket client(int client) {
    return new Bucket() {
      @Override
      public byte[] get(String key) throws IOException {
        return FaultyStore.this.get(client, key);
      }

      @Override
      public void put(String key, byte[] bytes, boolean overwrite) throws IOException {
        FaultyStore.this.put(client, key, bytes, overwrite);
      }

      @Override
      public void delete(String key) throws IOException {
        FaultyStore.this.delete(client, key);
      }

      @Override
      public Collection<String> list(String folder) throws IOException {
        return FaultyStore.this.list(client, folder);
      }
    };
  }

  private byte[] get(int client, String key) throws IOException {
    begin(client);
    byte[] object = objects.get(key);
    if (object == null) {
      throw new FileNotFoundException(key);
    }
    return object.clone();
  }

  private void put(int client, String key, byte[] bytes, boolean overwrite) throws IOException {
    begin(client);
    if (key.endsWith(HEARTBEAT)) {
      return; // no driver sees that another one lives: each may take over at any time
    }
    if (!overwrite && objects.containsKey(key)) {
      throw refusal(key);
    }
    if (fails()) {
      objects.put(key, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
      changed();
      throw new IOException("torn: " + key);
    }
    objects.put(key, bytes.clone());
    blocks += key.matches(".*-[0-9]+-[0-9]+-[0-9]+") ? 1 : 0;
    copies += key.endsWith("-00000001") && isCopy(bytes) ? 1 : 0;
    changed();
    if (!overwrite && faults > 0 && random.nextInt(8) == 0) {
      throw refusal(key);
    }
    end(client);
  }

  private static boolean isCopy(byte[] beginning) {
    String text = new String(beginning, StandardCharsets.UTF_8);
    return text.contains("\"from\":0,") && !text.contains("\"holds\":0}");
  }

  private IOException refusal(String key) {
    return refusesWithoutReason
        ? new IOException("412: a precondition of " + key + " does not hold")
        : new FileAlreadyExistsException(key);
  }

  /** A file that its client alone can add to, until it closes it or another recovers its lease. */
  void create(int client, String key, boolean overwrite) throws IOException {
    begin(client);
    if (!overwrite && objects.containsKey(key)) {
      throw new FileAlreadyExistsException(key);
    }
    writers.put(key, client);
    if (!key.endsWith(HEARTBEAT)) {
      objects.put(key, new byte[0]);
      changed();
    }
    end(client);
  }

  void append(int client, String key, byte[] bytes) throws IOException {
    begin(client);
    if (!Objects.equals(writers.get(key), client)) {
      throw new IOException("client " + client + " has no lease of " + key);
    }
    byte[] before = objects.getOrDefault(key, new byte[0]);
    boolean torn = fails();
    int length = torn ? random.nextInt(bytes.length + 1) : bytes.length;
    if (!key.endsWith(HEARTBEAT)) {
      copies += before.length == 0 && isCopy(bytes) ? 1 : 0;
      objects.put(key, Records.concat(before, Arrays.copyOf(bytes, length)));
    }
    if (torn) {
      throw new IOException("torn: " + key);
    }
    end(client);
  }

  void close(int client, String key) throws IOException {
    begin(client);
    writers.remove(key, client);
    end(client);
  }

  void recoverLease(int client, String key) throws IOException {
    begin(client);
    writers.remove(key);
    end(client);
  }

  boolean isClosed(int client, String key) throws IOException {
    begin(client);
    return !writers.containsKey(key);
  }

  private void delete(int client, String key) throws IOException {
    begin(client);
    objects.remove(key);
    changed();
    end(client);
  }

  private Collection<String> list(int client, String folder) throws IOException {
    begin(client);
    int prefix = folder.length() + 1;
    return listings
        .get(faults == 0 || listsAtOnce ? listings.size() - 1 : random.nextInt(listings.size()))
        .stream()
        .filter(key -> key.startsWith(folder) && key.lastIndexOf('/') == prefix - 1)
        .map(key -> key.substring(prefix))
        .toList();
  }

  private void changed() {
    listings.add(Set.copyOf(objects.keySet()));
    if (listings.size() > LAG) {
      listings.remove(0);
    }
  }

  /** Before a request has its effect. */
  private void begin(int client) throws IOException {
    if (random.nextDouble() < delays) {
      meanwhile.run();
    }
    requireAlive(client);
    if (fails()) {
      dieSometimes(client);
      throw new IOException("lost on its way");
    }
  }

  /** After a request had its effect. */
  private void end(int client) throws IOException {
    if (random.nextDouble() < delays) {
      meanwhile.run();
    }
    requireAlive(client);
    if (fails()) {
      dieSometimes(client);
      throw new IOException("the acknowledgement was lost");
    }
  }

  private boolean fails() {
    return random.nextDouble() < faults;
  }

  private void dieSometimes(int client) {
    if (client > 0 && random.nextInt(3) == 0) {
      kill(client);
    }
  }

  private void requireAlive(int client) throws IOException {
    if (dead.contains(client)) {
      throw new IOException("the client is dead");
    }
  }
}
