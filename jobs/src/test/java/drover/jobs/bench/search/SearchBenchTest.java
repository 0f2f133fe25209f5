package drover.jobs.bench.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import drover.core.config.MistakesException;
import drover.jobs.bench.BenchSettings;
import drover.jobs.bench.Figure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Small benches on Spark in this process. */
class SearchBenchTest {

  private static final List<String> SEARCHERS = List.of("random", "genetic");
  private static final Path TABLES = Path.of("../conf/problems");

  @TempDir Path folder;
  private Path problems;
  private Path csv;

  @BeforeEach
  void copyProblems() throws IOException {
    csv = folder.resolve("results.csv");
    problems = Files.createDirectory(folder.resolve("problems"));
    for (String name : List.of("branin.json", "nk12x5.json")) {
      Files.copy(FormulaProblemTest.FOLDER.resolve(name), problems.resolve(name));
    }
  }

  private void copyTables() throws IOException {
    for (String name :
        List.of(
            "mlp_parkinsons.json", "mlp_parkinsons.csv", "rnn_curves.json", "rnn_curves.csv.gz")) {
      Files.copy(TABLES.resolve(name), problems.resolve(name));
    }
  }

  private SearchSettings settings(int seeds, String... modes) {
    return new SearchSettings(
        problems,
        SEARCHERS,
        List.of(modes).stream().map(Mode::of).toList(),
        seeds,
        1,
        "none",
        "",
        Optional.of(csv),
        Optional.empty(),
        Map.of("spark.master", "local[2]"));
  }

  private List<Figure> run(SearchSettings settings) throws IOException {
    List<Figure> figures = new ArrayList<>();
    new SearchMeasure().run(new BenchSettings(folder, folder, settings), folder, figures::add);
    return figures;
  }

  private static double value(List<Figure> figures, String name) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void aRowForEachRunAndFiguresForEachSearcher() throws Exception {
    List<Figure> figures = run(settings(3, "seq200", "bat200"));
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0))
        .isEqualTo(
            "set,problem,method,mode,seed,b1,b5,b10,b20,b30,b40,b50,b75,b100,b125,b150,b175,b200,cpu_s");
    assertThat(lines).hasSize(1 + 2 * 2 * 2 * 3).isSorted().doesNotHaveDuplicates();
    assertThat(lines).allMatch(line -> line.split(",", -1).length == 19);
    assertThat(lines).anyMatch(line -> line.startsWith("test,nk12x5,drover-genetic,bat200,2,"));
    assertThat(lines.subList(1, lines.size())).allMatch(line -> !line.endsWith(","));

    assertThat(figures).hasSize(6);
    assertThat(value(figures, "random-regret-200")).isLessThan(value(figures, "random-regret-50"));
    for (String end : List.of("-regret-200", "-regret-200x8")) {
      assertThat(value(figures, "genetic" + end)).isLessThan(value(figures, "random" + end));
    }
  }

  @Test
  void aBenchThatWasCutShortGoesOnWhereItWas() throws Exception {
    run(settings(2, "seq20"));
    List<String> whole = Files.readAllLines(csv);
    // Four rows are there, and a part of the fifth.
    String marked = whole.get(2).replaceFirst("[^,]*$", "12345.000");
    String part = whole.get(5).substring(0, whole.get(5).lastIndexOf(',') + 1);
    Files.writeString(
        csv,
        String.join("\n", whole.get(0), whole.get(1), marked, whole.get(3), whole.get(4), part));
    ByteArrayOutputStream notes = new ByteArrayOutputStream();
    SearchBench bench =
        new SearchBench(settings(2, "seq20"), new PrintStream(notes, true, StandardCharsets.UTF_8));
    assertThat(bench.run(csv)).hasSize(8);
    assertThat(notes.toString(StandardCharsets.UTF_8))
        .contains("8 runs, 4 of them in")
        .contains("4/4 runs");
    List<String> again = Files.readAllLines(csv);
    assertThat(again).contains(marked); // was not run again
    assertThat(values(again)).isEqualTo(values(whole));
    bench.run(csv);
    assertThat(Files.readAllLines(csv)).isEqualTo(again);
  }

  /** The rows without their times. */
  private static List<String> values(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll(",[^,]*$", "")).toList();
  }

  @Test
  void functionsAndTablesMayBeMixed() throws Exception {
    copyTables();
    List<Figure> figures = run(settings(2, "seq60", "points540"));
    assertThat(Files.readAllLines(csv).get(0))
        .isEqualTo(
            "set,problem,method,mode,seed,b1,b5,b10,b20,b27,b30,b40,b50,b54,b60,b108,b162,b270,"
                + "b378,b540,cpu_s");
    assertThat(figures)
        .extracting(Figure::name)
        .contains(
            "random-regret-60",
            "genetic-mlp_parkinsons-seq60-valid_mse",
            "random-curves-54",
            "genetic-curves-540");
    assertThat(value(figures, "genetic-mlp_parkinsons-seq60-valid_mse")).isBetween(0.0083, 0.03);
    assertThat(value(figures, "random-curves-540")).isLessThan(value(figures, "random-curves-54"));
  }

  @Test
  void figuresOfTablesAreGivenWherePeersAreKnown() throws Exception {
    copyTables();
    Files.writeString(
        problems.resolve("anchors.csv"),
        "task,rs100,rea100,rs500,rea500\nmlp_parkinsons,0.012,0.011,0.010,0.009\n");
    List<Figure> figures = run(settings(1, "seq120"));
    assertThat(figures)
        .filteredOn(figure -> figure.name().startsWith("random-mlp_parkinsons-seq120-valid_mse"))
        .extracting(Figure::name, figure -> figure.goal().contains("random 0.012, evolution 0.011"))
        .containsExactly(
            tuple("random-mlp_parkinsons-seq120-valid_mse-100", true),
            tuple("random-mlp_parkinsons-seq120-valid_mse", false));
  }

  @Test
  void theFoldersOfResultsAreMadeOrLinkedTo() throws Exception {
    Path linked = Files.createDirectory(folder.resolve("linked"));
    csv = Files.createSymbolicLink(folder.resolve("link"), linked).resolve("results.csv");
    run(settings(1, "seq5"));
    assertThat(linked.resolve("results.html")).exists();
    csv = folder.resolve("a/b/results.csv");
    run(settings(1, "seq5"));
    assertThat(folder.resolve("a/b/results.html")).exists();
  }

  @Test
  void thePageHasALineForEachSearcherInAChartForEachProblemAndMode() throws Exception {
    copyTables();
    run(settings(2, "seq20", "bat24", "points540"));
    byte[] page = Files.readAllBytes(folder.resolve("results.html"));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(page));
    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(3 * 2 + 1);
    NodeList lines = document.getElementsByTagName("polyline");
    assertThat(lines.getLength()).isEqualTo(7 * SEARCHERS.size());
    assertThat(document.getElementsByTagName("polygon").getLength()).isEqualTo(lines.getLength());
    Element first = (Element) lines.item(0);
    assertThat(first.getAttribute("class")).isEqualTo("line s0");
    assertThat(first.getAttribute("points").split(" ")).hasSize(4); // after 1, 5, 10 and 20
    NodeList labels = document.getElementsByTagName("label");
    assertThat(labels.getLength()).isEqualTo(SEARCHERS.size());
    assertThat(labels.item(1).getTextContent()).isEqualTo("genetic");
  }

  @Test
  void aRunThatBreaksIsReportedAndTheOthersGoOn() throws Exception {
    Files.writeString(
        problems.resolve("broken.json"),
        """
        { "name": "broken", "objective": "%s", "optimum": 0, "random1_median": 1,
          "parameters": [ { "name": "x", "type": "float", "low": 0, "high": 1 } ] }
        """
            .formatted(Broken.class.getName()));
    assertThatThrownBy(() -> run(settings(1, "seq20")))
        .hasMessageContaining("2 of 6 runs failed, such as ")
        .hasMessageContaining("IllegalStateException: no value for broken at")
        .hasMessageContaining("$Broken.evaluate(SearchBenchTest.java:");
    assertThat(Files.readAllLines(csv)).hasSize(1 + 4).noneMatch(line -> line.contains("broken"));
  }

  /** An objective that cannot be called. */
  public static final class Broken {
    private Broken() {}

    public static double evaluate(String problem, Map<String, Object> params) {
      if (!params.isEmpty()) {
        throw new IllegalStateException("no value for " + problem + " at " + params);
      }
      return 0;
    }
  }

  @Test
  void runsWithAnotherWindowStopperOrSetAreOthers() throws Exception {
    copyTables();
    for (String name : List.of("branin", "nk12x5", "mlp_parkinsons")) {
      Files.delete(problems.resolve(name + ".json"));
    }
    Files.delete(problems.resolve("mlp_parkinsons.csv"));
    SearchSettings one = settings(1, "points540");
    run(one);
    run(
        new SearchSettings(
            problems,
            SEARCHERS,
            one.modes(),
            1,
            4,
            "median",
            "",
            one.csv(),
            Optional.empty(),
            one.spark()));
    assertThat(Files.readAllLines(csv))
        .hasSize(1 + 4)
        .anyMatch(line -> line.startsWith("table,rnn_curves,drover-random,points540,0,"))
        .anyMatch(
            line ->
                line.startsWith(
                    "table,rnn_curves,drover-random+window=4+stopper=median,points540,0,"));
    Files.writeString(csv, Files.readString(csv).replace("table,", "older,"));
    run(one);
    assertThat(Files.readAllLines(csv)).hasSize(1 + 6);
  }

  @Test
  void allThatIsWrongWithTheProblemsIsSaidAtOnce() throws Exception {
    String branin = Files.readString(problems.resolve("branin.json"));
    Files.writeString(problems.resolve("a.json"), "{ \"name\": ");
    Files.writeString(problems.resolve("b.json"), branin.replace("\"value\": ", "\"value\": 1"));
    Files.writeString(problems.resolve("c.json"), "{ \"name\": \"c\", \"parameters\": [] }");
    Files.writeString(
        problems.resolve("d.json"), branin.replaceFirst("\\{", "{ \"objective\": \"no.Such\","));
    Files.copy(TABLES.resolve("mlp_parkinsons.json"), problems.resolve("e.json"));
    assertThatThrownBy(() -> new SearchBench(settings(1, "seq20"), System.err))
        .isInstanceOf(MistakesException.class)
        .hasMessageContaining("e.json: there is none of e.csv.gz, e.csv beside it")
        .hasMessageContaining("a.json: no JSON")
        .hasMessageContaining("b.json: the value at x0=")
        .hasMessageContaining("c.json: no formula 'c'")
        .hasMessageContaining("d.json: there is no class no.Such on the classpath; DROVER_JARS");
    for (String wrong : List.of("a", "b", "c", "d", "e")) {
      Files.delete(problems.resolve(wrong + ".json"));
    }
    Files.copy(problems.resolve("branin.json"), problems.resolve("copy.json"));
    assertThatThrownBy(() -> new SearchBench(settings(1, "seq20"), System.err))
        .isInstanceOf(MistakesException.class)
        .hasMessageContaining("two problems are named branin");
  }

  @Test
  void aFileThatIsNoResultsIsLeftAlone() throws Exception {
    Files.writeString(csv, "my,letters\n");
    assertThatThrownBy(() -> run(settings(1, "seq20")))
        .isInstanceOf(MistakesException.class)
        .hasMessageContaining("is no file of results");
    assertThat(csv).hasContent("my,letters");
    String others =
        "set,problem,method,mode,seed,b20,cpu_s\ntest,branin,optuna-tpe,seq20,0,1.5,2.0\n";
    Files.writeString(csv, others);
    assertThatThrownBy(() -> run(settings(1, "seq20")))
        .isInstanceOf(MistakesException.class)
        .hasMessageContaining("is no file of this bench's results: test,branin,optuna-tpe,");
    assertThat(csv).hasContent(others);
  }
}
