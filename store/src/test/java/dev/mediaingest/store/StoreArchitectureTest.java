package dev.mediaingest.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules ARCHITECTURE.md states for the rooms of this module. */
class StoreArchitectureTest {
    private static final JavaClasses STORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("core"))
            .importPackages("dev.mediaingest.store");

    @Test
    void roomsKnowEachOtherInOneDirection() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("store")
                .definedBy("dev.mediaingest.store")
                .layer("library")
                .definedBy("..store.library..")
                .layer("catalog")
                .definedBy("..store.catalog..")
                .layer("ledger")
                .definedBy("..store.ledger..")
                .layer("database")
                .definedBy("..store.database..")
                .layer("sql")
                .definedBy("..store.sql..")
                .whereLayer("store")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("library")
                .mayOnlyBeAccessedByLayers("store")
                .whereLayer("catalog")
                .mayOnlyBeAccessedByLayers("store", "library")
                .whereLayer("ledger")
                .mayOnlyBeAccessedByLayers("store", "library", "catalog")
                .whereLayer("database")
                .mayOnlyBeAccessedByLayers("store", "library", "catalog", "ledger")
                .check(STORE);
    }

    @Test
    void connectionsAreOpenedInOneRoom() {
        noClasses()
                .that()
                .resideInAnyPackage("..store.ledger..", "..store.catalog..", "..store.library..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.sql\\.DriverManager|javax\\.sql\\..*|com\\.zaxxer\\..*")
                .check(STORE);
    }

    @Test
    void statementsAreMadeWhereSqlIsSpokenOrADatabaseIsOpened() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..store.sql..", "..store.database..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.sql\\.(Connection|Statement|PreparedStatement|CallableStatement|Array)")
                .because("SQL is spoken in the two ways that the package-info of store.sql states")
                .check(STORE);
    }
}
