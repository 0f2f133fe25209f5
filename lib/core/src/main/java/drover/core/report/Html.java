package drover.core.report;

/** Text within HTML. */
final class Html {

  private Html() {}

  /** The text with the characters replaced that mean something in HTML. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
