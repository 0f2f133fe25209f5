package drover.spark;

/** How the reports of a study's trials come to its driver while they run. */
public enum Reporting {
  /** To be seen: at most ten messages a second a trial; nobody waits for them. */
  SHOWN,
  /** To be decided on as well: the trial waits for the answer to each message. */
  ANSWERED,
  /** Each report is a message of its own, so that no answer depends on timing. */
  EACH_ANSWERED
}
