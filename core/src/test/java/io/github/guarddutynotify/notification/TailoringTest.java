package io.github.guarddutynotify.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.routing.Glob;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a destination's {@code prefix} and {@code fields} do. */
class TailoringTest {
    private static final Notification NOTIFICATION = Notification.builder("Discovery: a port scan", Severity.HIGH)
            .summary("High severity")
            .section(section("What happened", "Port", "Protocol"))
            .section(section("When and where", "Account", "Region"))
            .section(section("Tags", "Tag owner", "Tag stage"))
            .keys("thread", "dedup")
            .build();

    @Test
    void leavesANotificationAsItIsWithoutASetting() {
        assertThat(Tailoring.none().apply(NOTIFICATION)).isSameAs(NOTIFICATION);
    }

    @Test
    void putsThePrefixBeforeTheTitleAndKeepsTheKeys() {
        Notification tailored = new Tailoring(" [PROD]\n", List.of(), List.of()).apply(NOTIFICATION);

        assertThat(tailored.title()).isEqualTo("[PROD] Discovery: a port scan");
        assertThat(tailored.threadKey()).isEqualTo("thread");
        assertThat(tailored.dedupKey()).isEqualTo("dedup");
        assertThat(tailored.summary()).isEqualTo("High severity");
    }

    @Test
    void leavesOutFactsByLabelAndSectionsByHeadingWhateverTheirCase() {
        assertThat(shown(new Tailoring("", globs("protocol", "TAGS"), List.of())))
                .containsExactly("What happened: Port", "When and where: Account, Region");
    }

    @Test
    void leavesOutASectionWhoseLastFactIsLeftOut() {
        assertThat(shown(new Tailoring("", globs("Tag *"), List.of())))
                .containsExactly("What happened: Port, Protocol", "When and where: Account, Region");
    }

    @Test
    void movesFactsUpInTheOrderOfTheirLabels() {
        assertThat(shown(new Tailoring("", List.of(), globs("Region", "Account", "Port"))))
                .containsExactly(
                        "At a glance: Region, Account, Port", "What happened: Protocol", "Tags: Tag owner, Tag stage");
    }

    @Test
    void movesUpWhatIsNamedTwiceOnce() {
        assertThat(shown(new Tailoring("", List.of(), globs("Region", "R*"))).get(0))
                .isEqualTo("At a glance: Region");
    }

    @Test
    void leavesOutWhatIsBothLeftOutAndMovedUp() {
        assertThat(shown(new Tailoring("", globs("Tags", "Port"), globs("Tag owner", "Port"))))
                .containsExactly("What happened: Protocol", "When and where: Account, Region");
    }

    private static List<String> shown(Tailoring tailoring) {
        return tailoring.apply(NOTIFICATION).sections().stream()
                .map(section -> section.heading() + ": "
                        + String.join(
                                ", ", section.facts().stream().map(Fact::label).toList()))
                .toList();
    }

    private static List<Glob> globs(String... patterns) {
        return Stream.of(patterns).map(Glob::new).toList();
    }

    private static Section section(String heading, String... labels) {
        return new Section(
                heading,
                Stream.of(labels)
                        .map(label -> new Fact(label, new Fact.Own("x")))
                        .toList());
    }
}
