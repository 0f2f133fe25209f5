package drover.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake that a study file can have, with its place and what was meant. */
class MistakesInStudyFileTest {

  private static final String BEFORE =
      """
      study { name = digits }
      objective {
        data { source = digits }
        network = [ { dense { units = 8 } } ]
      """;

  @TempDir Path folder;

  static Stream<Arguments> values() {
    return Stream.of(
        in(
            "training { epohcs = 3 }",
            "digits.conf:5: unknown key 'epohcs' in objective.training; did you mean 'epochs'?"),
        in(
            "training { updater { adam { learningrate = 0.1 } } }",
            "digits.conf:5: unknown key 'learningrate' in objective.training.updater.adam;"
                + " did you mean 'learning-rate'?"),
        in(
            "trainin { epochs = 3 }",
            "digits.conf:5: unknown key 'trainin' in objective; did you mean 'training'?"),
        in("training { zoo = 3 }", "digits.conf:5: unknown key 'zoo' in objective.training"),
        in(
            "training { epochs = many }",
            "digits.conf:5: objective.training.epochs must be a whole number, not 'many'"),
        in(
            "training { epochs = 1.5 }",
            "digits.conf:5: objective.training.epochs must be a whole number, not 1.5"),
        in(
            "training { epochs = [1, 2] }",
            "digits.conf:5: objective.training.epochs must be a whole number, not [1, 2]"),
        in(
            "training { epochs { of = 1 } }",
            "digits.conf:5: objective.training.epochs must be a whole number, not an object"),
        in(
            "training { epochs { itn = [1, 2] } }",
            "digits.conf:5: objective.training.epochs must be a whole number, not an object;"
                + " did you mean 'int'?"),
        in(
            "training { epochs = 0 }",
            "digits.conf:5: objective.training.epochs must be at least 1, not 0"),
        in(
            "training { dropout = 1.5 }",
            "digits.conf:5: objective.training.dropout must be in [0, 1], not 1.5"),
        in(
            "training { updater { adam { learning-rate = 0 } } }",
            "digits.conf:5: objective.training.updater.adam.learning-rate must be more than 0,"
                + " not 0"),
        in(
            "training { updater { adam { beta1 = 1 } } }",
            "digits.conf:5: objective.training.updater.adam.beta1 must be less than 1, not 1"),
        in(
            "training { epochs = 3000000000 }",
            "digits.conf:5: objective.training.epochs must be at most 2147483647, not 3000000000"),
        in(
            "training { activation = rleu }",
            "digits.conf:5: objective.training.activation must be one of relu, tanh, not 'rleu';"
                + " did you mean 'relu'?"),
        in(
            "training { shuffle = maybe }",
            "digits.conf:5: objective.training.shuffle must be true or false, not 'maybe'"),
        in(
            "training { patience = 30 }",
            "digits.conf:5: objective.training.patience must be a time with its unit, such as 30m"
                + " or 500ms, not 30"),
        in(
            "training { patience = -30s }",
            "digits.conf:5: objective.training.patience must be longer than 0"),
        in(
            "training { cache = lots }",
            "digits.conf:5: objective.training.cache must be a size in bytes, such as 512m or 2g,"
                + " not 'lots'"),
        in("training = 3", "digits.conf:5: objective.training must be an object, not 3"),
        in(
            "training { kernel = [3, 0] }",
            "digits.conf:5: objective.training.kernel.1 must be at least 1, not 0"),
        in(
            "training { updater { adma {} } }",
            "digits.conf:5: objective.training.updater has no variant 'adma';"
                + " did you mean 'adam'?"),
        in(
            "training { updater = lbfgs }",
            "digits.conf:5: objective.training.updater has no variant 'lbfgs';"
                + " there are adam, nesterovs"),
        in(
            "training { updater { adam {}, nesterovs {} } }",
            "digits.conf:5: objective.training.updater must have exactly one of adam, nesterovs,"
                + " not adam, nesterovs"),
        in(
            "training { updater {} }",
            "digits.conf:5: objective.training.updater must have exactly one of adam, nesterovs"),
        in(
            "training { updater { adam = 3 } }",
            "digits.conf:5: objective.training.updater.adam must be an object, not 3"));
  }

  static Stream<Arguments> ranges() {
    return Stream.of(
        in(
            "training { epochs { int = [1, 8], scael = log } }",
            "digits.conf:5: unknown modifier 'scael' of int in objective.training.epochs;"
                + " did you mean 'scale'?"),
        in(
            "training { epochs { ordinal = [1, 8], scale = log } }",
            "digits.conf:5: unknown modifier 'scale' of ordinal in objective.training.epochs;"
                + " it takes name"),
        in(
            "training { epochs {\n int = [1, 8]\n choice = [1, 2] } }",
            "digits.conf:7: objective.training.epochs: two ranges in one object, int and choice"),
        in(
            "training { epochs { int = [8, 1] } }",
            "digits.conf:5: objective.training.epochs: low 8 is above high 1"),
        in(
            "training { dropout { real = [0.5, 0.1] } }",
            "digits.conf:5: objective.training.dropout: low 0.5 is above high 0.1"),
        in(
            "training { epochs { int = [1, 2, 3] } }",
            "digits.conf:5: objective.training.epochs: int needs two bounds, [low, high],"
                + " not [1, 2, 3]"),
        in(
            "training { epochs { int = 3 } }",
            "digits.conf:5: objective.training.epochs: int needs two bounds, [low, high], not 3"),
        in(
            "training { dropout { real = [a, 1] } }",
            "digits.conf:5: objective.training.dropout: real needs numbers, not 'a'"),
        in(
            "training { epochs { int = [1.5, 3] } }",
            "digits.conf:5: objective.training.epochs: int needs whole numbers within ±2^52,"
                + " not 1.5"),
        in(
            "training { dropout { real = [0, 1], scale = log } }",
            "digits.conf:5: objective.training.dropout: a log scale needs bounds above 0, not 0"),
        in(
            "training { epochs { int = [-2, 3], scale = log } }",
            "digits.conf:5: objective.training.epochs: a log scale needs bounds above 0, not -2"),
        in(
            "training { epochs { int = [1, 3], scale = lgo } }",
            "digits.conf:5: objective.training.epochs: scale must be log or linear, not 'lgo';"
                + " did you mean 'log'?"),
        in(
            "training { epochs { int = [1, 9], scale = log, step = 2 } }",
            "digits.conf:5: objective.training.epochs: a log scale takes no step"),
        in(
            "training { epochs { int = [1, 9], step = 0 } }",
            "digits.conf:5: objective.training.epochs: step must be a number above 0, not 0"),
        in(
            "training { epochs { int = [1, 9], step = 1.5 } }",
            "digits.conf:5: objective.training.epochs: the step of an int must be a whole number,"
                + " not 1.5"),
        in(
            "training { dropout { real = [0, 1], step = 1e-300 } }",
            "digits.conf:5: objective.training.dropout: too many values between the bounds"),
        in(
            "training { epochs { ordinal = [] } }",
            "digits.conf:5: objective.training.epochs: ordinal has no values"),
        in(
            "training { activation { choice = [] } }",
            "digits.conf:5: objective.training.activation: choice has no values"),
        in(
            "training { activation { choice = relu } }",
            "digits.conf:5: objective.training.activation: choice needs a list of values,"
                + " not 'relu'"),
        in(
            "training { activation { choice = [relu, tanh, relu] } }",
            "digits.conf:5: objective.training.activation: choice has 'relu' twice"),
        in(
            "training { epochs { ordinal = [1, [2]] } }",
            "digits.conf:5: objective.training.epochs: ordinal takes numbers, texts, true and"
                + " false, not [2]"),
        in(
            "training { updater { one-of {} } }",
            "digits.conf:5: objective.training.updater: one-of has no options"),
        in(
            "training { updater { one-of = [adam, nesterovs] } }",
            "digits.conf:5: objective.training.updater: one-of needs named options,"
                + " { a {}, b {} }, not [adam, nesterovs]; did you mean 'choice'?"),
        in(
            "training { updater { one-of { adam = 3 } } }",
            "digits.conf:5: objective.training.updater: option 'adam' of one-of must be an object,"
                + " not 3"),
        in(
            "training {\n dropout { real = [0, 1], name = x }\n epochs { int = [1, 2], name = x }}",
            "digits.conf:7: two parameters named 'x'; the other is at digits.conf:6"),
        in(
            "training { epochs { int = [1, 2], name = [x] } }",
            "digits.conf:5: objective.training.epochs: name must be a text, not [x]"));
  }

  static Stream<Arguments> rangesInPlaceOfValues() {
    return Stream.of(
        in(
            "training { epochs { int = [0, 8] } }",
            "digits.conf:5: objective.training.epochs must be at least 1, not 0"),
        in(
            "training { dropout { real = [0.1, 1.25] } }",
            "digits.conf:5: objective.training.dropout must be in [0, 1], not 1.25"),
        in(
            "training { epochs { real = [1, 8] } }",
            "digits.conf:5: objective.training.epochs must be a whole number,"
                + " not { real = [1, 8] }; did you mean 'int'?"),
        in(
            "training { epochs { ordinal = [1, 2, 0] } }",
            "digits.conf:5: objective.training.epochs must be at least 1, not 0"),
        in(
            "training { epochs { choice = [1, x] } }",
            "digits.conf:5: objective.training.epochs must be a whole number, not 'x'"),
        in(
            "training { activation { choice = [relu, tahn] } }",
            "digits.conf:5: objective.training.activation must be one of relu, tanh, not 'tahn';"
                + " did you mean 'tanh'?"),
        in(
            "training { activation { int = [1, 2] } }",
            "digits.conf:5: objective.training.activation must be one of relu, tanh,"
                + " not { int = [1, 2] }"),
        in(
            "training { epochs { one-of { a {}, b {} } } }",
            "digits.conf:5: objective.training.epochs must be a whole number, not a one-of"),
        in(
            "training { epochs { list-of = 3, length = [1, 2] } }",
            "digits.conf:5: objective.training.epochs must be a whole number, not a list-of"),
        in(
            "training { kernel { list-of = 3 } }",
            "digits.conf:5: objective.training.kernel: length needs two bounds, [low, high],"
                + " not an object"),
        in(
            "training { kernel { list-of = 3, length = [2, 1] } }",
            "digits.conf:5: objective.training.kernel: low 2 is above high 1"),
        in(
            "training { kernel { list-of = 3, length = [0, 1001] } }",
            "digits.conf:5: objective.training.kernel: a length is 0 to 1000"),
        in(
            "training { kernel { list-of = { int = [1, 3], name = k }, length = [1, 3] } }",
            "digits.conf:5: 'k' would name a range of each element of a list-of; leave name away"),
        in(
            "training { one-of { a {}, b {} } }",
            "digits.conf:5: objective.training must be an object of settings, not a range"),
        in(
            "training { updater { choice = [adam, nestervs] } }",
            "digits.conf:5: objective.training.updater has no variant 'nestervs';"
                + " did you mean 'nesterovs'?"),
        in(
            "training { updater { one-of {\n adam { beta1 = 0 }\n nestrovs {} } } }",
            "digits.conf:7: objective.training.updater has no variant 'nestrovs';"
                + " did you mean 'nesterovs'?"),
        in(
            "training { updater { one-of {\n adam {}\n nesterovs { momentum = 2 } } } }",
            "digits.conf:7: objective.training.updater.nesterovs.momentum must be in [0, 1],"
                + " not 2"),
        in(
            "maximise = { choice = [accuracy, loss] }",
            "digits.conf:5: objective.maximise must be a value, not a range"));
  }

  static Stream<Arguments> elsewhere() {
    return Stream.of(
        in(
            "}\nstudy { trails = 3",
            "digits.conf:6: unknown key 'trails' in study; did you mean 'trials'?"),
        in("}\nstudy { trials = 0", "digits.conf:6: study.trials must be at least 1, not 0"),
        in(
            "}\nstudy { seed { int = [1, 3] }",
            "digits.conf:6: a range may stand only below objective"),
        in(
            "}\nspark { a { b { real = [1, 3] } }",
            "digits.conf:6: a range may stand only below objective"),
        in("}\nserach {", "digits.conf:6: unknown key 'serach'; did you mean 'search'?"),
        in(
            "}\nstudy { name = \"my study\"",
            "digits.conf:6: study.name: 'my study' must be letters, digits, '.', '_' and '-',"
                + " beginning with a letter or a digit"),
        in(
            "}\nstudy { order = arival",
            "digits.conf:6: study.order must be one of arrival, deterministic, not 'arival';"
                + " did you mean 'arrival'?"),
        in(
            "}\nstudy { order = deterministic",
            "digits.conf:6: study.order: deterministic needs a number for study.parallelism,"
                + " so that the study is the same on every cluster"),
        in(
            "}\nstudy { parallelism = many",
            "digits.conf:6: study.parallelism must be auto or a whole number, not 'many'"),
        in(
            "}\nstudy { timeout = never",
            "digits.conf:6: study.timeout must be none or a time with its unit, such as 30m or"
                + " 500ms, not 'never'"),
        in("}\ntrial { attempts = 0", "digits.conf:6: trial.attempts must be at least 1, not 0"),
        in(
            "maximise = acuracy",
            "digits.conf:5: objective.maximise: unknown metric 'acuracy';"
                + " did you mean 'accuracy'?"),
        in(
            "maximise = accuracy\nminimise = [accuracy]",
            "digits.conf:6: objective.minimise: 'accuracy' is a goal already"));
  }

  @ParameterizedTest
  @MethodSource({"values", "ranges", "rangesInPlaceOfValues", "elsewhere"})
  void isReportedAtItsLineWithWhatWasMeant(String lines, String mistake) throws IOException {
    assertThat(mistakes(BEFORE + lines + "\n}")).containsExactly(mistake);
  }

  @Test
  void allAreReportedTogetherByLine() throws IOException {
    assertThat(
            mistakes(
                """
                study { trials = 0, sede = 7 }
                objective {
                  data { sorce = digits }
                  network = [
                    { dense { units = { int = [64, 8] } } }
                    { dense { units = { int = [0, 8] }, unit = 3 } }
                  ]
                  training { epochs = many }
                }
                search { alpha = { real = [0, 1] } }
                """))
        .containsExactlyInAnyOrder(
            "digits.conf:1: study.trials must be at least 1, not 0",
            "digits.conf:1: unknown key 'sede' in study; did you mean 'seed'?",
            "digits.conf:3: objective.data.source is missing",
            "digits.conf:3: unknown key 'sorce' in objective.data; did you mean 'source'?",
            "digits.conf:5: objective.network.0.dense.units: low 64 is above high 8",
            "digits.conf:6: objective.network.1.dense.units must be in [1, 4096], not 0",
            "digits.conf:6: unknown key 'unit' in objective.network.1.dense;"
                + " did you mean 'units'?",
            "digits.conf:8: objective.training.epochs must be a whole number, not 'many'",
            "digits.conf:10: a range may stand only below objective",
            "digits.conf:10: unknown key 'alpha' in search")
        .isSortedAccordingTo(
            Comparator.comparingInt(line -> Integer.parseInt(line.split(":", -1)[1])));
  }

  private static Arguments in(String lines, String mistake) {
    return Arguments.of(lines, mistake);
  }

  /** The mistakes of a file, as a user sees them who stands in its folder. */
  private List<String> mistakes(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("digits.conf"), text);
    MistakesException found =
        catchThrowableOfType(
            MistakesException.class,
            () -> {
              StudyFile study = StudyFile.load(file.toString(), List.of(), new Configuration());
              FakeObjective.readAll(study);
              study.finish();
            });
    assertThat(found).as("no mistake in %s", text).isNotNull();
    return found.mistakes().stream().map(line -> line.replace(folder + "/", "")).toList();
  }
}
