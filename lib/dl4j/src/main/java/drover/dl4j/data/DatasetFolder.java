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
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A data set as a folder that the workers of one executor share: read, split and encoded by the
 * first who comes, and mapped into memory by all. Each part has its rows in a file of their own,
 * bytes or floats as they are in memory; {@code about.json} holds all else.
 */
final class DatasetFolder {

  private static final List<String> PARTS = List.of("train", "validation", "test");

  /** A map is of less than 2^31 bytes. */
  private static final long MAPPED = 1L << 30;

  /** Makes a data set. */
  interface Maker {
    Dataset make() throws IOException;
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
        Path making = Files.createTempDirectory(folder.getParent(), "making-");
        write(maker.make(), making);
        Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
      }
      return read(folder);
    }
  }

  private static void write(Dataset data, Path folder) throws IOException {
    List<Examples> parts = List.of(data.train(), data.validation(), data.test());
    Examples train = data.train();
    ObjectNode about = Json.object();
    about.set("shape", shape(train.shape()));
    about.put("bytes", train.rows() instanceof Rows.Bytes);
    about.set("standardisation", train.standardisation().json());
    about.set("encoding", data.encoding());
    if (train.targets() instanceof Targets.Classes classes) {
      classes.names().forEach(about.putArray("classes")::add);
    } else if (train.targets() instanceof Targets.Numbers numbers) {
      about.putArray("scale").add(numbers.mean()).add(numbers.deviation());
    }
    for (int i = 0; i < parts.size(); i++) {
      about.set(PARTS.get(i), about(parts.get(i)));
      write(parts.get(i).rows(), folder.resolve(PARTS.get(i)));
    }
    Files.writeString(folder.resolve("about.json"), Json.text(about));
  }

  private static ObjectNode about(Examples part) {
    ObjectNode about = Json.object();
    IntStream.of(part.lengths()).forEach(about.putArray("lengths")::add);
    ArrayNode targets = about.putArray("targets");
    if (part.targets() instanceof Targets.Classes classes) {
      IntStream.of(classes.labels()).forEach(targets::add);
    } else if (part.targets() instanceof Targets.Numbers numbers) {
      DoubleStream.of(numbers.values()).forEach(targets::add);
    }
    return about;
  }

  private static void write(Rows rows, Path path) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (ByteBuffer bytes : rows.bytes()) {
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
    }
  }

  private static Dataset read(Path folder) throws IOException {
    JsonNode about = Json.parse(Files.readString(folder.resolve("about.json")));
    List<Examples> parts = new ArrayList<>();
    for (String part : PARTS) {
      parts.add(examples(folder.resolve(part), about, about.get(part)));
    }
    return new Dataset(
        parts.get(0), parts.get(1), parts.get(2), (ObjectNode) about.get("encoding"));
  }

  private static Examples examples(Path file, JsonNode about, JsonNode part) throws IOException {
    Shape shape = shape(about.get("shape"));
    return new Examples(
        shape,
        map(file, Math.toIntExact(shape.size()), about.get("bytes").booleanValue()),
        elements(part.get("lengths")).mapToInt(JsonNode::intValue).toArray(),
        Standardisation.of(about.get("standardisation")),
        targets(about, elements(part.get("targets")).toList()));
  }

  private static Targets targets(JsonNode about, List<JsonNode> targets) {
    if (about.has("classes")) {
      return new Targets.Classes(
          targets.stream().mapToInt(JsonNode::intValue).toArray(),
          elements(about.get("classes")).map(JsonNode::textValue).toList());
    }
    return new Targets.Numbers(
        targets.stream().mapToDouble(JsonNode::doubleValue).toArray(),
        about.get("scale").get(0).doubleValue(),
        about.get("scale").get(1).doubleValue());
  }

  private static Rows map(Path file, int width, boolean bytes) throws IOException {
    long rowBytes = bytes ? width : 4L * width;
    long chunk = Math.max(1, MAPPED / rowBytes) * rowBytes;
    List<ByteBuffer> chunks = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      for (long first = 0; first < size; first += chunk) {
        chunks.add(channel.map(MapMode.READ_ONLY, first, Math.min(chunk, size - first)));
      }
      int count = Math.toIntExact(size / rowBytes);
      return bytes
          ? new Rows.Bytes(chunks, count, width)
          : new Rows.Floats(
              chunks.stream()
                  .map(buffer -> buffer.order(ByteOrder.nativeOrder()).asFloatBuffer())
                  .toList(),
              count,
              width);
    }
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
