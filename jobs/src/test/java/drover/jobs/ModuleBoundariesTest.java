package drover.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One hub (core), spokes that cannot see each other, one wirer (jobs). */
@AnalyzeClasses(packages = "drover", importOptions = DoNotIncludeTests.class)
class ModuleBoundariesTest {
  private static final String[] SPARK = {"org.apache.spark..", "scala.."};
  private static final String[] DL4J = {
    "org.deeplearning4j..", "org.nd4j..", "org.datavec..", "org.bytedeco.."
  };

  @ArchTest
  static final ArchRule CORE_SEES_NO_OTHER_MODULE =
      noClasses()
          .that()
          .resideInAPackage("drover.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "drover.search..", "drover.spark..", "drover.dl4j..", "drover.jobs..");

  @ArchTest static final ArchRule CORE_SEES_NO_SPARK = isFreeOf("drover.core..", SPARK);

  @ArchTest static final ArchRule CORE_SEES_NO_DL4J = isFreeOf("drover.core..", DL4J);

  @ArchTest
  static final ArchRule SPOKES_SEE_CORE_ONLY =
      slices().matching("drover.(search|spark|dl4j)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule ONLY_JOBS_SEE_JOBS =
      classes()
          .that()
          .resideInAPackage("drover.jobs..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAPackage("drover.jobs..");

  @ArchTest static final ArchRule SEARCH_SEES_NO_SPARK = isFreeOf("drover.search..", SPARK);

  @ArchTest static final ArchRule SEARCH_SEES_NO_DL4J = isFreeOf("drover.search..", DL4J);

  @ArchTest static final ArchRule SPARK_SEES_NO_DL4J = isFreeOf("drover.spark..", DL4J);

  /** But for the one package that is made for DL4J's Spark integration. */
  @ArchTest
  static final ArchRule DL4J_SEES_NO_SPARK =
      noClasses()
          .that()
          .resideInAPackage("drover.dl4j..")
          .and()
          .resideOutsideOfPackage("drover.dl4j.parallel")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SPARK)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("drover.dl4j.parallel");

  private static ArchRule isFreeOf(String module, String[] packages) {
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }
}
