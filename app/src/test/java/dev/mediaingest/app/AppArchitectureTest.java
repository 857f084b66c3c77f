package dev.mediaingest.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.mediaingest.app.web.http.Routes;
import org.junit.jupiter.api.Test;

/** The rules ARCHITECTURE.md states for the rooms of this module. Compiled templates (`pages`) count as the program's. */
class AppArchitectureTest {
    private static final String APP = "dev.mediaingest.app";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(APP);

    @Test
    void roomsKnowEachOtherInOneDirection() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("main")
                .definedBy(APP)
                .layer("cli")
                .definedBy("..app.cli..")
                .layer("web")
                .definedBy("..app.web..", "..app.pages..")
                .layer("watch")
                .definedBy("..app.watch..")
                .layer("doctor")
                .definedBy("..app.doctor..")
                .layer("report")
                .definedBy("..app.report..")
                .layer("wiring")
                .definedBy("..app.wiring..")
                .layer("notify")
                .definedBy("..app.notify..")
                .layer("installation")
                .definedBy("..app.installation..")
                .whereLayer("main")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayOnlyBeAccessedByLayers("main")
                .whereLayer("web")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("watch")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("doctor")
                .mayOnlyBeAccessedByLayers("cli", "web")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("cli", "web")
                .whereLayer("wiring")
                .mayOnlyBeAccessedByLayers("cli", "web", "doctor")
                .whereLayer("notify")
                .mayOnlyBeAccessedByLayers("cli", "web", "wiring")
                .check(CLASSES);
    }

    @Test
    void featuresOfTheWebStandBetweenTheServerAndWhatTheyShare() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("server")
                .definedBy("..app.web")
                .layer("features")
                .definedBy(
                        "..web.ingest..",
                        "..web.session..",
                        "..web.library..",
                        "..web.duplicates..",
                        "..web.stats..",
                        "..web.system..")
                .layer("page")
                .definedBy("..web.page..")
                .layer("http")
                .definedBy("..web.http..")
                .whereLayer("server")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("features")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("page")
                .mayOnlyBeAccessedByLayers("server", "features")
                .check(CLASSES);
    }

    @Test
    void featuresOfTheWebDoNotKnowEachOther() {
        slices().matching("dev.mediaingest.app.web.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(not(resideInAnyPackage("..web.http..")), resideInAnyPackage("..web.http.."))
                .ignoreDependency(
                        not(resideInAnyPackage("..web.http..", "..web.page..")), resideInAPackage("..web.page.."))
                .check(CLASSES);
    }

    @Test
    void commandsStandOnTheFrameAndShareTheViewOfARun() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("commands")
                .definedBy("..cli.session..", "..cli.library..", "..cli.system..")
                .layer("run")
                .definedBy("..cli.run..")
                .layer("frame")
                .definedBy("..app.cli")
                .whereLayer("commands")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("run")
                .mayOnlyBeAccessedByLayers("commands")
                .check(CLASSES);
        slices().matching("dev.mediaingest.app.cli.(session|library|system)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        slices().matching("dev.mediaingest.app.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void eachLibraryHasItsRoom() {
        only("..app.web..", "io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..");
        only("..app.web.page..", "gg.jte", "gg.jte.output..");
        only("..app.cli..", "picocli..", "me.tongfei..");
        only("..app.notify..", "org.simplejavamail..");
        only("..app.watch..", "com.cronutils..");
        only("..app.wiring..", "io.micrometer..");
    }

    /** Beside Main stands the root command; compiled templates write to their library. */
    private static void only(String room, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackages(room, APP, "..app.pages..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CLASSES);
    }

    @Test
    void whatAnswersRequestsIsPutTogetherInOnePlace() {
        classes()
                .that()
                .implement(Routes.class)
                .should()
                .onlyBeAccessed()
                .byAnyPackage("..app.web..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("..web.*..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("Wiring")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("Store")
                .because("features take the ports they name, not the whole product")
                .check(CLASSES);
    }
}
