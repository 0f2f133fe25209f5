package drover.core.study;

import drover.core.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsAction;

/** The folder of one study on any of Hadoop's file systems, and what lies where in it. */
public final class StudyFolder {

  private static final String MODELS = "models";
  private static final String CHECKPOINTS = "checkpoints";

  private final Path root;
  private final FileContext files;
  private Optional<Boolean> appearsWhole = Optional.empty();

  /**
   * The folder {@code dir/name}, which need not exist.
   *
   * @param dir a path, relative to the working directory, or a Hadoop URI
   * @throws IOException if there is no file system for it
   */
  public static StudyFolder of(String dir, String name, Configuration hadoop) throws IOException {
    return new StudyFolder(new Path(new Path(dir), name), hadoop);
  }

  /**
   * A study's folder.
   *
   * @throws IOException if there is no file system for it
   */
  public StudyFolder(Path folder, Configuration hadoop) throws IOException {
    // Without the checksum files that Hadoop leaves beside each local file.
    Configuration plain = new Configuration(hadoop);
    plain.set("fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs");
    this.files = HadoopFiles.context(folder, plain);
    this.root = files.makeQualified(folder);
  }

  /** The folder itself, with its scheme. */
  public Path root() {
    return root;
  }

  /** As a person would type it: without the scheme where it is local. */
  public String display() {
    return isLocal() ? root.toUri().getPath() : root.toString();
  }

  /** Where the journal lies. */
  public Path journal() {
    return new Path(root, "journal");
  }

  /** Where kept models of trials lie, each under its {@link #modelName}. */
  public Path models() {
    return new Path(root, MODELS);
  }

  /** Where checkpoints lie, those of each trial in the folder of its id. */
  public Path checkpoints() {
    return new Path(root, CHECKPOINTS);
  }

  /** The trials that have checkpoints. */
  public Set<Integer> trialsWithCheckpoints() throws IOException {
    Set<Integer> ids = new TreeSet<>();
    try {
      for (FileStatus folder : files.util().listStatus(checkpoints())) {
        ids.add(Integer.valueOf(folder.getPath().getName()));
      }
    } catch (FileNotFoundException none) {
      // No trial made any yet.
    }
    return ids;
  }

  /** Deletes all checkpoints of a trial, if there are any. */
  public void deleteCheckpoints(int id) throws IOException {
    try {
      files.delete(new Path(checkpoints(), Integer.toString(id)), true);
    } catch (FileNotFoundException gone) {
      // An earlier driver deleted them.
    }
  }

  /**
   * Checks that the folder can be written, or made where it is not there, without touching it.
   *
   * @throws IOException if not; its message says why
   */
  public void requireWritable() throws IOException {
    Path nearest = root;
    while (!files.util().exists(nearest)) {
      nearest = nearest.getParent();
    }
    if (!files.getFileStatus(nearest).isDirectory()) {
      throw new IOException(nearest + " is not a folder");
    }
    if (!isLocal()) {
      files.access(nearest, FsAction.WRITE_EXECUTE);
    } else if (!Files.isWritable(local(nearest))) { // Hadoop would look at mode bits alone
      throw new AccessDeniedException(local(nearest).toString(), null, "is not writable");
    }
  }

  /** Makes the folder if it is not there; fails where it cannot be written. */
  public void create() throws IOException {
    files.mkdir(root, null, true);
    Path probe = new Path(root, ".writable");
    files.create(probe, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE)).close();
    files.delete(probe, false);
  }

  /** Writes a file whole: a reader sees the old text or the new one. */
  public void write(String name, String text) throws IOException {
    Path written = appearsWhole() ? new Path(root, name) : temporary(name);
    try (OutputStream out =
        files.create(written, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    if (!appearsWhole()) {
      replace(written, new Path(root, name));
    }
  }

  private Path temporary(String name) {
    return new Path(root, "." + name + ".tmp");
  }

  /**
   * True on an object store, where a file appears when it is closed, and a rename would copy it and
   * leave a moment without it.
   */
  private boolean appearsWhole() throws IOException {
    if (appearsWhole.isEmpty()) {
      appearsWhole = Optional.of(!isLocal() && !canFlush());
    }
    return appearsWhole.get();
  }

  private boolean canFlush() throws IOException {
    Path probe = temporary("probe");
    try (FSDataOutputStream out =
        files.create(probe, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE))) {
      return out.hasCapability(StreamCapabilities.HSYNC);
    } finally {
      files.delete(probe, false);
    }
  }

  /** Replaces a folder in this one by one with these files: name to text. */
  public void writeFolder(String name, Map<String, String> texts) throws IOException {
    Path folder = new Path(root, name);
    if (files.util().exists(folder)) {
      files.delete(folder, true);
    }
    files.mkdir(folder, null, true);
    for (Map.Entry<String, String> file : texts.entrySet()) {
      try (OutputStream out =
          files.create(new Path(folder, file.getKey()), EnumSet.of(CreateFlag.CREATE))) {
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** The text of a file in the folder. */
  public String read(String name) throws IOException {
    try (var in = files.open(new Path(root, name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Deletes a file in the folder, if it is there. */
  public void delete(String name) throws IOException {
    try {
      files.delete(new Path(root, name), false);
    } catch (FileNotFoundException gone) {
      // Someone else deleted it.
    }
  }

  /** Copies a trial's kept model to {@code best-model.zip}. */
  public void publishModel(int id) throws IOException {
    Path best = new Path(root, "best-model.zip");
    if (appearsWhole()) {
      files.util().copy(model(id), best, false, true);
    } else {
      files.util().copy(model(id), temporary("best-model.zip"), false, true);
      replace(temporary("best-model.zip"), best);
    }
  }

  /** Deletes a trial's kept model, if there is one. */
  public void deleteModel(int id) throws IOException {
    delete(MODELS + "/" + modelName(id));
  }

  /** Deletes all kept models but one. */
  public void deleteModelsExcept(int id) throws IOException {
    for (FileStatus file : files.util().listStatus(models())) {
      if (!file.getPath().equals(model(id))) {
        files.delete(file.getPath(), false);
      }
    }
  }

  /** In one step: Hadoop's own rename of local files first deletes what it is to replace. */
  private void replace(Path temporary, Path target) throws IOException {
    if (isLocal()) {
      Files.move(local(temporary), local(target), StandardCopyOption.ATOMIC_MOVE);
    } else {
      files.rename(temporary, target, Options.Rename.OVERWRITE);
    }
  }

  private boolean isLocal() {
    return "file".equals(root.toUri().getScheme());
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  /** The file of a trial's kept model, below {@link #models}. */
  public static String modelName(int id) {
    return id + ".zip";
  }

  private Path model(int id) {
    return new Path(models(), modelName(id));
  }
}
