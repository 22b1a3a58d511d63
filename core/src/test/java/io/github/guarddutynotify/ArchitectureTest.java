package io.github.guarddutynotify;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What DESIGN.md and CONTRIBUTING.md say of core's shape. */
class ArchitectureTest {
    private static final String ROOT = "io.github.guarddutynotify";

    /** From left to right; a package uses only what stands to its left, and the leaves. */
    private static final List<String> FLOW = List.of(
            ROOT + ".finding", ROOT + ".routing", ROOT + ".notification", ROOT + ".channel", ROOT + ".delivery");

    private static final String JSON = ROOT + ".json";
    private static final String CONFIG = ROOT + ".config";

    /** Part of the stage {@code channel}: help for channels. */
    private static final String HTTP = ROOT + ".channel.http";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void eachPackageUsesOnlyWhatStandsToItsLeftInTheFlow() {
        onlyUses(JSON, List.of());
        onlyUses(CONFIG, List.of(JSON));
        List<String> left = new ArrayList<>(List.of(JSON, CONFIG));
        for (String stage : FLOW) {
            onlyUses(stage, left);
            left.add(stage);
        }
        onlyUses(HTTP, left.subList(0, left.size() - 1));
    }

    private static void onlyUses(String user, List<String> used) {
        String[] allowed = Stream.concat(used.stream(), Stream.of(user)).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(user)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed))))
                .check(CORE);
    }

    @Test
    void noPackageStandsOutsideTheFlow() {
        List<String> known = new ArrayList<>(FLOW);
        known.addAll(List.of(ROOT, JSON, CONFIG, HTTP));
        classes().should().resideInAnyPackage(known.toArray(String[]::new)).check(CORE);
    }

    @Test
    void jacksonIsADetailOfTheJsonPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(JSON)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(CORE);
        classes().that().arePublic().should(showNoTypeOf("com.fasterxml")).check(CORE);
    }

    @Test
    void classesAreClosed() {
        classes()
                .that(describe("are written in the source", ArchitectureTest::isWritten))
                .should(be(
                        "final, a record, an enum or an interface",
                        type -> type.isInterface()
                                || type.isEnum()
                                || type.getModifiers().contains(JavaModifier.FINAL)))
                .check(CORE);
    }

    private static boolean isWritten(JavaClass type) {
        return !type.isAnonymousClass() && !type.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    @Test
    void namesAreNounsOfTheDomain() {
        classes()
                .should()
                .haveNameNotMatching(
                        ".*(Impl|Abstract|Base|Utils?|Helpers?|Manager|Processor|Service|Handler)(?![a-z]).*")
                .check(CORE);
    }

    @Test
    void onlyDeliveryAndTheBuildingOfANotifierLog() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".delivery")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.slf4j..")
                .check(CORE);
        noClasses().should(ACCESS_STANDARD_STREAMS).check(CORE);
    }

    @Test
    void timeAndWaitingComeThroughTheirSeams() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.delivery\\.Waiting(\\$1)?")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".NotifierBuilder") // its default clock
                .should()
                .accessTargetWhere(target(describe("tells the time or waits", ArchitectureTest::tellsTimeOrWaits)))
                .check(CORE);
    }

    private static boolean tellsTimeOrWaits(AccessTarget called) {
        String owner = called.getOwner().getName();
        String method = called.getName();
        boolean isNow = owner.startsWith("java.time.") && (method.equals("now") || method.startsWith("system"));
        boolean isClock = owner.equals("java.lang.System")
                && Set.of("currentTimeMillis", "nanoTime").contains(method);
        boolean isWait = method.equals("sleep")
                || method.startsWith("park")
                || (method.equals("wait") && owner.equals("java.lang.Object"));
        return isNow || isClock || isWait;
    }

    @Test
    void nothingStaticChanges() {
        fields().that()
                .areStatic()
                .and(DescribedPredicate.not(modifier(JavaModifier.SYNTHETIC)))
                .should()
                .beFinal()
                .andShould(holdNothingThatChanges())
                .check(CORE);
    }

    private static ArchCondition<JavaField> holdNothingThatChanges() {
        return new ArchCondition<>("hold nothing that changes") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                JavaClass type = field.getRawType();
                boolean isChanging = isOpenArray(field)
                        || type.getPackageName().startsWith("java.util.concurrent")
                        || type.isAssignableTo(ThreadLocal.class)
                        || type.isAssignableTo(StringBuilder.class)
                        || isOpenCollection(field);
                events.add(new SimpleConditionEvent(field, !isChanging, field.getFullName() + " can change"));
            }
        };
    }

    /** Java has no constant array; a private one of numbers is as good as one. */
    private static boolean isOpenArray(JavaField field) {
        boolean isPrivateNumbers = field.getModifiers().contains(JavaModifier.PRIVATE)
                && field.getRawType().getBaseComponentType().isPrimitive();
        return field.getRawType().isArray() && !isPrivateNumbers;
    }

    private static boolean isOpenCollection(JavaField field) {
        boolean isCollection = field.getRawType().isAssignableTo(Collection.class)
                || field.getRawType().isAssignableTo(Map.class);
        return isCollection
                && !value(field).getClass().getName().matches("java\\.util\\.(ImmutableColl|Collections\\$Unmod).*");
    }

    private static Object value(JavaField field) {
        try {
            Field reflected = field.reflect();
            reflected.setAccessible(true);
            return reflected.get(null);
        } catch (IllegalAccessException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static ArchCondition<JavaClass> showNoTypeOf(String library) {
        return new ArchCondition<>("show no type of " + library) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                shownTypes(type)
                        .filter(shown -> shown.getName().startsWith(library))
                        .forEach(shown -> events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " shows " + shown.getName())));
            }
        };
    }

    private static Stream<JavaClass> shownTypes(JavaClass type) {
        Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        Stream<JavaType> fields = type.getFields().stream()
                .filter(field -> isShown(field.getModifiers()))
                .map(JavaField::getType);
        Stream<JavaType> calls = type.getCodeUnits().stream()
                .filter(unit -> isShown(unit.getModifiers()))
                .flatMap(ArchitectureTest::typesOf);
        return Stream.of(supertypes, fields, calls)
                .flatMap(types -> types)
                .flatMap(shown -> shown.getAllInvolvedRawTypes().stream());
    }

    private static Stream<JavaType> typesOf(JavaCodeUnit unit) {
        Stream<JavaType> result = Stream.of(unit.getReturnType());
        return Stream.of(result, unit.getParameterTypes().stream(), unit.getExceptionTypes().stream())
                .flatMap(types -> types);
    }

    private static boolean isShown(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static ArchCondition<JavaClass> be(String what, java.util.function.Predicate<JavaClass> test) {
        return ArchCondition.from(describe(what, test));
    }
}
