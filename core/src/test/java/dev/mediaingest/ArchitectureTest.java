package dev.mediaingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules ARCHITECTURE.md states, for this module; the class path of the modules states the rest. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.mediaingest");

    /** In the order of ARCHITECTURE.md's table; each may know those before it, and the values all share. */
    static final List<String> STAGES =
            List.of("discover", "plan", "analyse", "pixels", "classify", "assess", "commit", "report");

    @Test
    void aStageKnowsOnlyEarlierStages() {
        for (int stage = 0; stage < STAGES.size(); stage++) {
            String[] later = STAGES.stream()
                    .skip(stage + 1L)
                    .map(name -> "dev.mediaingest." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.mediaingest." + STAGES.get(stage) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .allowEmptyShould(true)
                    .check(CORE);
        }
    }

    @Test
    void whatReadsAFileKnowsNothingOfWalksAndLists() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.mediaingest.analyse..", "dev.mediaingest.pixels..", "dev.mediaingest.classify..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.mediaingest.discover..", "dev.mediaingest.plan..")
                .check(CORE);
        noClasses()
                .that()
                .resideInAPackage("dev.mediaingest.assess..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.mediaingest.plan..")
                .check(CORE);
    }

    @Test
    void valuesKnowNoStage() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.mediaingest.media..", "dev.mediaingest.failure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STAGES.stream()
                        .map(name -> "dev.mediaingest." + name + "..")
                        .toArray(String[]::new))
                .check(CORE);
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        slices().matching("dev.mediaingest.(*)..").should().beFreeOfCycles().check(CORE);
        slices().matching("dev.mediaingest.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void theCoreKnowsNoFrameworkNoDatabaseAndDoesNotPrint() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "io.javalin..", "org.slf4j..", "java.util.logging..", "picocli..")
                .check(CORE);
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CORE);
    }
}
