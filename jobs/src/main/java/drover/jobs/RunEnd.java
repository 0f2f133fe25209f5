package drover.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.config.MistakesException;
import drover.core.journal.StudyBusyException;
import drover.core.journal.UnreadableJournalException;
import drover.core.json.Json;
import drover.jobs.study.StudyLocation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a run of a job ended.
 *
 * @param exit its exit code
 * @param message what the user is to know of it; empty if the job has said it all
 */
record RunEnd(int exit, String message) {

  private static final Logger LOG = LoggerFactory.getLogger(RunEnd.class);
  private static final int INTERNAL_ERROR = 1;
  private static final int MISTAKES = 2;
  private static final int BUSY = 4;

  /** The end by an exception. */
  static RunEnd of(Exception error) {
    int exit =
        error instanceof MistakesException
            ? MISTAKES
            : error instanceof StudyBusyException ? BUSY : INTERNAL_ERROR;
    return new RunEnd(exit, isForUsers(error) ? String.valueOf(error.getMessage()) : "" + error);
  }

  /** True if the exception's message alone says what to do: its stack trace is of no use. */
  static boolean isForUsers(Exception error) {
    return error instanceof MistakesException
        || error instanceof StudyBusyException
        || error instanceof UnreadableJournalException
        || error instanceof FileNotFoundException
        || error instanceof AccessControlException;
  }

  /**
   * Leaves it for whoever waits for the run on another machine. That it cannot be left is reported:
   * the run ended as it ended.
   */
  void leave(StudyLocation location, String run) {
    ObjectNode end = JsonNodeFactory.instance.objectNode();
    try {
      location.runs().create();
      location.runs().write(run, Json.text(end.put("exit", exit).put("message", message)));
    } catch (IOException e) {
      LOG.warn("Could not say in {} how the run ended", location.runs().display(), e);
    }
  }

  /** Takes away what the run left; empty if it goes on. */
  static Optional<RunEnd> take(StudyLocation location, String run) throws IOException {
    try {
      JsonNode end = Json.parse(location.runs().read(run));
      Path file = new Path(location.runs().root(), run);
      boolean unused = file.getFileSystem(location.hadoop()).delete(file, false);
      return Optional.of(new RunEnd(end.get("exit").asInt(), end.get("message").asText()));
    } catch (FileNotFoundException notYet) {
      return Optional.empty();
    }
  }
}
