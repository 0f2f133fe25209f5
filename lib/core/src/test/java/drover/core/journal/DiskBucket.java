package drover.core.journal;

import static java.util.stream.Collectors.toList;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Objects as local files, for several processes. */
final class DiskBucket implements Bucket {
  private static final String UNFINISHED = ".put-";

  @Override
  public byte[] get(String key) throws IOException {
    try {
      return Files.readAllBytes(Path.of(key));
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException(key);
    }
  }

  @Override
  public void put(String key, byte[] bytes, boolean overwrite) throws IOException {
    Path object = Path.of(key);
    Files.createDirectories(object.getParent());
    Path unfinished = Files.createTempFile(object.getParent(), UNFINISHED, "");
    try {
      Files.write(unfinished, bytes);
      if (overwrite) {
        Files.move(unfinished, object, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.createLink(object, unfinished);
      }
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  @Override
  public void delete(String key) throws IOException {
    Files.deleteIfExists(Path.of(key));
  }

  @Override
  public Collection<String> list(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith(UNFINISHED))
          .collect(toList());
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
