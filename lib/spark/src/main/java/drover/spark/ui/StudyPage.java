package drover.spark.ui;

import java.util.List;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import org.apache.spark.ui.SparkUITab;
import org.apache.spark.ui.UIUtils;
import org.apache.spark.ui.WebUIPage;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractFunction0;
import scala.xml.Node;
import scala.xml.Unparsed;

/** A page with Spark's head and HTML of ours, which the browser fetches again by itself. */
final class StudyPage extends WebUIPage {

  private static final String RELOAD =
      "<script>setTimeout(function() { location.reload(); }, 5000);</script>";

  private final SparkUITab tab;
  private final Supplier<String> html;

  /**
   * The tab's first page.
   *
   * @param html what stands on it now
   */
  StudyPage(SparkUITab tab, Supplier<String> html) {
    super("");
    this.tab = tab;
    this.html = html;
  }

  @Override
  public Seq<Node> render(HttpServletRequest request) {
    AbstractFunction0<Seq<Node>> content =
        new AbstractFunction0<>() {
          @Override
          public Seq<Node> apply() {
            List<Node> nodes = List.of(new Unparsed(html.get()), new Unparsed(RELOAD));
            return JavaConverters.asScalaBuffer(nodes);
          }
        };
    return UIUtils.headerSparkPage(request, "Drover", content, tab, Option.empty(), false, false);
  }
}
