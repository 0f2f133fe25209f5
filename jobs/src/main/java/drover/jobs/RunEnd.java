package drover.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.config.MistakesException;
import drover.core.journal.StudyBusyException;
import drover.core.journal.UnreadableJournalException;
import drover.core.json.Json;
import drover.jobs.study.StudyLocation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
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
    leave(location, run, end.put("exit", exit).put("message", message));
  }

  /** Leaves, for who waits, that the run goes on: every time another text. */
  static void signOfLife(StudyLocation location, String run) {
    ObjectNode life = JsonNodeFactory.instance.objectNode();
    leave(location, run, life.put("alive", Instant.now().toString()));
  }

  private static void leave(StudyLocation location, String run, ObjectNode what) {
    try {
      location.runs().create();
      location.runs().write(run, Json.text(what));
    } catch (IOException e) {
      LOG.warn("Could not say in {} how the run stands", location.runs().display(), e);
    }
  }

  /** The end that a text tells which a run left; empty if that is a sign of life, or nothing. */
  static Optional<RunEnd> in(String left) throws IOException {
    JsonNode end = left.isEmpty() ? MissingNode.getInstance() : Json.parse(left);
    return end.has("exit")
        ? Optional.of(new RunEnd(end.get("exit").asInt(), end.get("message").asText()))
        : Optional.empty();
  }
}
