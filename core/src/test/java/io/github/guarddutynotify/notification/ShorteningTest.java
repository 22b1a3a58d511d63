package io.github.guarddutynotify.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShorteningTest {
    @Test
    void changesNothingThatFits() {
        Notification notification = of(section("S", 3, "v".repeat(1900)));

        assertThat(Shortening.fit(notification, n -> n, n -> true).sections()).isEqualTo(notification.sections());
    }

    @Test
    void cutsLongValuesBeforeItLeavesAFactOut() {
        Notification fitted = fit(of(section("S", 4, "v".repeat(1500)), section("T", 1, "short")), 3000);

        assertThat(fitted.sections()).extracting(Section::heading).containsExactly("S", "T");
        assertThat(fitted.sections().get(0).facts()).hasSize(4);
        assertThat(texts(fitted)).contains("v".repeat(499) + "…", "short");
    }

    @Test
    void keepsTheFirstFactsOfEverySectionAndAsManyAsFit() {
        Notification fitted = fit(of(section("S", 100, "v".repeat(20)), section("Last", 5, "w".repeat(20))), 1100);

        assertThat(fitted.sections()).extracting(Section::heading).containsExactly("S", "Last", "More");
        assertThat(fitted.sections().get(1).facts())
                .as("a short section is kept whole")
                .hasSize(5);
        int kept = fitted.sections().get(0).facts().size();
        assertThat(kept).isGreaterThan(40);
        assertThat(fitted.sections().get(0).facts()).extracting(Fact::label).endsWith("L" + (kept - 1));
        assertThat(texts(fitted)).contains((100 - kept) + " facts, too many for this channel");
        assertThat(size(fitted)).isGreaterThan(1100 - 22);
    }

    @Test
    void cutsValuesHarderBeforeASectionHasTooFewFacts() {
        Notification fitted = fit(of(section("S", 10, "v".repeat(300)), section("T", 10, "w".repeat(300))), 1100);

        assertThat(fitted.sections().get(0).facts()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(texts(fitted)).contains("v".repeat(119) + "…");
    }

    @Test
    void leavesTheLastSectionsOutFirst() {
        List<Section> many = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> many.add(section("S" + i, 2, "v".repeat(60))));

        Notification fitted = fit(of(many.toArray(Section[]::new)), 700);

        assertThat(fitted.sections())
                .extracting(Section::heading)
                .containsExactly("S0", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "More");
        assertThat(texts(fitted)).contains("29 facts, too many for this channel");
    }

    @Test
    void saysWhatIsMissingEvenWhereNothingFits() {
        Notification fitted = fit(of(section("S", 3, "value")), 0);

        assertThat(texts(fitted)).containsExactly("3 facts, too many for this channel");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1000, 5000, 20_000, 100_000})
    void fitsWhateverTheLimit(int limit) {
        Notification huge = of(
                section("A", 200, "\uD835\uDD38".repeat(5000)),
                section("B", 1, "b"),
                section("C", 50, "c".repeat(300)));

        assertThat(size(fit(huge, limit))).isLessThanOrEqualTo(limit);
    }

    private static Notification fit(Notification notification, int limit) {
        return Shortening.fit(notification, n -> n, n -> size(n) <= limit);
    }

    private static int size(Notification notification) {
        return texts(notification).stream().mapToInt(String::length).sum();
    }

    private static List<String> texts(Notification notification) {
        return notification.sections().stream()
                .flatMap(section -> section.facts().stream())
                .map(fact -> fact.value().text())
                .toList();
    }

    private static Notification of(Section... sections) {
        return Notification.builder("t", Severity.LOW).build().withSections(List.of(sections));
    }

    private static Section section(String heading, int facts, String value) {
        return new Section(
                heading,
                IntStream.range(0, facts)
                        .mapToObj(i -> new Fact("L" + i, new Fact.Own(value)))
                        .toList());
    }
}
