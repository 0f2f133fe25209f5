package drover.dl4j.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.json.Json;
import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A data set as a folder that the workers of one executor share: read, split and encoded by the
 * first who comes, and read by all. Each part has a file of its rows, bytes or floats as they are
 * in memory, one of its targets and one of the lengths of its sequences; {@code about.json} holds
 * all else.
 */
final class DatasetFolder {

  /** The files of the parts, in the order of {@link Split}. */
  static final List<String> PARTS = List.of("train", "validation", "test");

  private static final String TARGETS = ".targets";
  private static final String LENGTHS = ".lengths";
  private static final String ABOUT = "about.json";

  /** Makes a data set. */
  interface Maker {
    /**
     * Writes it.
     *
     * @param folder exists; what it does not need there any more goes before it returns
     */
    void write(Path folder) throws IOException;
  }

  private DatasetFolder() {}

  /**
   * The data set in a folder, which is made if it is not there.
   *
   * @param folder its parent exists
   */
  @SuppressWarnings("try") // the lock is only held
  static Dataset of(Path folder, Maker maker) throws IOException {
    Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (!Files.exists(folder)) {
        make(folder, maker);
      }
      return read(folder);
    }
  }

  private static void make(Path folder, Maker maker) throws IOException {
    Path making = Files.createTempDirectory(folder.getParent(), "making-");
    try {
      maker.write(making);
      Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      if (Files.exists(making)) {
        delete(making);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  static void writeAbout(Path folder, ObjectNode about) throws IOException {
    Files.writeString(folder.resolve(ABOUT), Json.text(about));
  }

  static void writeTargets(Path folder, int part, Targets targets) throws IOException {
    Path file = folder.resolve(PARTS.get(part) + TARGETS);
    if (targets instanceof Targets.Classes classes) {
      writeInts(file, classes.labels());
    } else if (targets instanceof Targets.Numbers numbers) {
      long size = (long) Double.BYTES * numbers.size();
      map(file, size).asDoubleBuffer().put(numbers.values());
    }
  }

  /**
   * Writes the lengths of a part's sequences.
   *
   * @param places of its examples
   * @param lengths of all examples
   */
  static void writeLengths(Path folder, int part, int[] places, int[] lengths) throws IOException {
    int[] its = new int[places.length];
    for (int i = 0; i < its.length; i++) {
      its[i] = lengths[places[i]];
    }
    writeInts(folder.resolve(PARTS.get(part) + LENGTHS), its);
  }

  private static void writeInts(Path file, int[] values) throws IOException {
    map(file, (long) Integer.BYTES * values.length).asIntBuffer().put(values);
  }

  /** A new file of this size in memory. */
  private static ByteBuffer map(Path file, long size) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return channel.map(MapMode.READ_WRITE, 0, size).order(ByteOrder.nativeOrder());
    }
  }

  /** An existing file in memory. */
  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.nativeOrder());
    }
  }

  private static Dataset read(Path folder) throws IOException {
    JsonNode about = Json.parse(Files.readString(folder.resolve(ABOUT)));
    List<Examples> parts = new ArrayList<>();
    for (String part : PARTS) {
      parts.add(examples(folder, part, about));
    }
    return new Dataset(
        parts.get(0), parts.get(1), parts.get(2), (ObjectNode) about.get("encoding"));
  }

  private static Examples examples(Path folder, String part, JsonNode about) throws IOException {
    Shape shape = shape(about.get("shape"));
    boolean masked = about.get("masked").booleanValue();
    return new Examples(
        shape,
        Rows.of(
            folder.resolve(part), Math.toIntExact(shape.size()), about.get("bytes").booleanValue()),
        masked ? ints(folder.resolve(part + LENGTHS)) : new int[0],
        Standardisation.of(about.get("standardisation")),
        targets(about.get("targets"), folder.resolve(part + TARGETS)));
  }

  private static Targets targets(JsonNode about, Path file) throws IOException {
    if (about.has("classes")) {
      return new Targets.Classes(
          ints(file), elements(about.get("classes")).map(JsonNode::textValue).toList());
    }
    ByteBuffer bytes = map(file);
    double[] values = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(values);
    JsonNode scale = about.get("target");
    return new Targets.Numbers(
        values, scale.get("mean").doubleValue(), scale.get("deviation").doubleValue());
  }

  private static int[] ints(Path file) throws IOException {
    ByteBuffer bytes = map(file);
    int[] values = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(values);
    return values;
  }

  /** Its kind and its sizes. */
  static ArrayNode shape(Shape shape) {
    ArrayNode node = Json.object().putArray("shape");
    if (shape instanceof Shape.Flat flat) {
      return node.add("flat").add(flat.size());
    } else if (shape instanceof Shape.Image image) {
      return node.add("image").add(image.height()).add(image.width()).add(image.channels());
    } else if (shape instanceof Shape.Sequence sequence) {
      return node.add("sequence").add(sequence.steps()).add(sequence.features());
    }
    Shape.Tokens tokens = (Shape.Tokens) shape;
    return node.add("tokens").add(tokens.steps()).add(tokens.vocabulary());
  }

  private static Shape shape(JsonNode node) {
    long[] sizes = elements(node).skip(1).mapToLong(JsonNode::longValue).toArray();
    return switch (node.get(0).textValue()) {
      case "flat" -> new Shape.Flat(sizes[0]);
      case "image" -> new Shape.Image(sizes[0], sizes[1], sizes[2]);
      case "sequence" -> new Shape.Sequence(sizes[0], sizes[1]);
      default -> new Shape.Tokens(sizes[0], sizes[1]);
    };
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
