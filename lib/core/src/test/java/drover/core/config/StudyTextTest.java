package drover.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, includes, substitutions and arguments. */
class StudyTextTest {

  @TempDir Path folder;

  @BeforeEach
  void netIsBeside() throws IOException {
    Files.writeString(
        folder.resolve("net.conf"), "network = [\n { dense { units { int = [2, 8] } } }\n ]");
  }

  @Test
  void anIncludedFileIsPartOfTheObjectThatIncludesIt() throws IOException {
    StudyFile file = load("objective {\n include \"net.conf\"\n}");
    assertThat(file.template().space().parameters().get(0).name())
        .isEqualTo("network.0.dense.units");
    assertThat(file.settings().get(0).origin()).isEqualTo(folder + "/net.conf:2");
  }

  @Test
  void filesOfAnyHadoopFileSystemAreRead() throws IOException {
    write("objective {\n include \"net.conf\"\n}");
    String uri = folder.resolve("digits.conf").toUri().toString();
    StudyFile file = StudyFile.load(uri, List.of(), new Configuration());
    assertThat(file.template().space().parameters()).hasSize(1);
    assertThat(file.baseName()).isEqualTo("digits");
  }

  @Test
  void aFileThatCannotBeReadIsOneMistake() throws IOException {
    assertThat(broken("objective {\n include \"nat.conf\"\n}"))
        .isEqualTo("digits.conf:2: included file nat.conf: no such file");
    assertThat(broken("a = 1\nobjective {\n b = [1,\n}"))
        .startsWith("digits.conf:4: List should have had new element after a comma");
    assertThat(broken("study { dir = ${nowhere} }"))
        .isEqualTo("digits.conf:1: Could not resolve substitution to a value: ${nowhere}");
    assertThat(broken("include \"digits.conf\""))
        .isEqualTo("digits.conf:1: files include each other without end");
    assertThat(brokenAt(folder.resolve("gone.conf").toString()))
        .isEqualTo("gone.conf: no such file");
    assertThat(brokenAt(folder.toString())).endsWith(": is a folder, not a file");
    assertThat(brokenAt("nosuch://host/x.conf"))
        .startsWith("nosuch://host/x.conf: cannot be read: ");
  }

  @Test
  void substitutionsSeeTheArguments() throws IOException {
    StudyFile file =
        load("study { seed = 7 }\nobjective { settings { seed = ${study.seed} } }", "study.seed=9");
    assertThat(file.objective("none").free("settings")).containsEntry("seed", 9L);
  }

  @Test
  void whatOnlyTheEnvironmentSaysIsRead() throws IOException {
    StudyFile file = load("study { dir = ${?HOME}/studies, name = ${?NO_SUCH_VARIABLE} }");
    StudySettings study = StudySettings.read(file.section("study"), file.baseName());
    assertThat(study.dir()).isEqualTo(System.getenv("HOME") + "/studies");
    assertThat(study.name()).isEqualTo("digits");
  }

  @Test
  void anArgumentReplacesAValueWhole() throws IOException {
    String text =
        """
        study { dir = studies }
        objective {
          data { source = digits, label = 3 }
          network = [ { dense { units { int = [2, 8] } } } ]
          updater { one-of { adam { rate { real = [0, 1] } }, sgd {} } }
        }
        """;
    StudyFile file =
        load(
            text,
            "study.dir=hdfs://host:1/x",
            "study.name=\"quoted\"",
            "objective.data={source=other}",
            "objective.network.0.dense.units=32",
            "objective.updater.adam.rate=0.5",
            "objective.new.list=[1, 2]",
            "objective.text=a#b",
            "objective.empty=",
            "spark.master=local[2]");
    assertThat(file.settings().stream().map(s -> s.key() + "=" + s.value()))
        .containsExactly(
            "objective.data.source=other",
            "objective.empty=\"\"",
            "objective.network.0.dense.units=32",
            "objective.new.list=[1, 2]",
            "objective.text=\"a#b\"",
            "objective.updater={ one-of = [adam, sgd] }",
            "objective.updater.adam.rate=0.5",
            "objective.updater.sgd={}",
            "spark.master=\"local[2]\"",
            "study.dir=\"hdfs://host:1/x\"",
            "study.name=quoted");
  }

  @Test
  void anArgumentReachesIntoWhatASubstitutionStandsFor() throws IOException {
    StudyFile file =
        load(
            "objective { a { b = 1, c = 2 }, d = ${objective.a} { e = 3 } }",
            "objective.d.b=5",
            "objective.d.e=${objective.a.c}");
    assertThat(file.settings().stream().map(s -> s.key() + "=" + s.value()))
        .containsExactly(
            "objective.a.b=1",
            "objective.a.c=2",
            "objective.d.b=5",
            "objective.d.c=2",
            "objective.d.e=2");
  }

  @Test
  void aWrongArgumentIsAMistake() throws IOException {
    StudyFile file =
        load(
            "objective { network = [ { dense { units = 3 } } ] }",
            "trials",
            "=3",
            "a..b=3",
            "objective.network.1.dense.units=3",
            "objective.network.first=3",
            "studdy.trials=3",
            "spark.password=hush");
    MistakesException found = catchThrowableOfType(MistakesException.class, file::finish);
    assertThat(found.mistakes())
        .containsExactly(
            "argument 'trials': must be key=value",
            "argument '=3': must be key=value",
            "argument 'a..b=3': 'a..b' is no key",
            "argument 'objective.network.1.dense.units=3':"
                + " objective.network has no element '1'; it has 0 to 0",
            "argument 'objective.network.first=3':"
                + " objective.network has no element 'first'; it has 0 to 0",
            "argument 'studdy.trials=3': unknown key 'studdy'; did you mean 'study'?");
    assertThat(file.settings().toString()).contains("argument 'spark.password=******'");
  }

  private String broken(String text) throws IOException {
    write(text);
    return brokenAt(folder.resolve("digits.conf").toString());
  }

  private String brokenAt(String location) {
    MistakesException found =
        catchThrowableOfType(
            MistakesException.class,
            () -> StudyFile.load(location, List.of(), new Configuration()));
    assertThat(found.mistakes()).hasSize(1);
    return found.mistakes().get(0).replace(folder + "/", "");
  }

  private StudyFile load(String text, String... arguments) throws IOException {
    write(text);
    return StudyFile.load(
        folder.resolve("digits.conf").toString(), List.of(arguments), new Configuration());
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("digits.conf"), text);
  }
}
