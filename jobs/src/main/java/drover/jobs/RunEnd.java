package drover.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import drover.core.config.MistakesException;
import drover.core.journal.StudyBusyException;
import drover.core.journal.UnreadableJournalException;
import drover.core.json.Json;
import drover.core.study.StudyFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;

/**
 * How a run of a job ended.
 *
 * @param exit its exit code
 * @param message what the user is to know of it; empty if the job has said it all
 */
record RunEnd(int exit, String message) {

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

  /** Leaves it for whoever waits for the run on another machine. */
  void leave(StudyFolder runs, String id) throws IOException {
    runs.create();
    runs.write(
        id,
        Json.text(JsonNodeFactory.instance.objectNode().put("exit", exit).put("message", message)));
  }

  /** What the run left; empty if it goes on. */
  static Optional<RunEnd> left(StudyFolder runs, String id) throws IOException {
    try {
      JsonNode end = Json.parse(runs.read(id));
      return Optional.of(new RunEnd(end.get("exit").asInt(), end.get("message").asText()));
    } catch (FileNotFoundException notYet) {
      return Optional.empty();
    }
  }
}
