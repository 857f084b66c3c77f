package dev.mediaingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules ARCHITECTURE.md states, for this module; the class path of the modules states the rest. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.mediaingest");

    @Test
    void aStageKnowsOnlyEarlierStages() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("values")
                .definedBy("..media..", "..failure..")
                .layer("discover")
                .definedBy("..discover..")
                .layer("plan")
                .definedBy("..plan..")
                .layer("analyse")
                .definedBy("..analyse..")
                .layer("classify")
                .definedBy("..classify..")
                .layer("commit")
                .definedBy("..commit..")
                .layer("report")
                .definedBy("..report..")
                .layer("session")
                .definedBy("..session..")
                .whereLayer("session")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("session")
                .whereLayer("commit")
                .mayOnlyBeAccessedByLayers("report", "session")
                .whereLayer("classify")
                .mayOnlyBeAccessedByLayers("commit", "report", "session")
                .whereLayer("analyse")
                .mayOnlyBeAccessedByLayers("classify", "commit", "report", "session")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("commit", "report", "session")
                .whereLayer("discover")
                .mayOnlyBeAccessedByLayers("plan", "classify", "session")
                .check(CORE);
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        slices().matching("dev.mediaingest.(*)..").should().beFreeOfCycles().check(CORE);
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
