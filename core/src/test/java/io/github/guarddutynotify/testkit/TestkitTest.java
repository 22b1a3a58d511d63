package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.NotificationComposer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the kit itself can tell good from bad: the contract's own proof is that channels pass it and broken ones do not. */
class TestkitTest {
    @Test
    void samplesAreOfManyKinds() {
        List<Finding> samples = Findings.samples();

        assertThat(samples).hasSizeGreaterThanOrEqualTo(12);
        assertThat(samples.stream()
                        .map(finding -> finding.text("/resource/resourceType").orElse("-"))
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(6);
        assertThat(samples.stream()
                        .map(finding ->
                                finding.text("/service/action/actionType").orElse("-"))
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void theMinimalFindingHasNothingButItsType() {
        assertThat(Findings.minimal().document().names()).containsExactly("type");
    }

    @Test
    void eachAttackStandsInEachFieldOfOneHostileFinding() {
        List<Finding> hostile = Findings.hostile();

        Set<String> titles = hostile.stream().map(Finding::title).collect(Collectors.toSet());

        assertThat(hostile).hasSameSizeAs(HostileText.ATTACKS);
        assertThat(titles).hasSameSizeAs(hostile);
        assertThat(hostile)
                .allSatisfy(finding -> assertThat(finding.texts("/resource/instanceDetails/tags/*/value"))
                        .hasSize(2)
                        .allMatch(text -> text.startsWith(HostileText.MARK)));
        assertThat(hostile.stream().flatMap(finding -> finding.text("/description").stream()))
                .as("half a character that survived")
                .anyMatch(text -> text.indexOf('\uDC00') >= 0);
    }

    @Test
    void theCorpusHasHundredsOfTextsOfWhichSomeAreLong() {
        List<String> corpus = HostileText.corpus();

        assertThat(corpus).hasSizeGreaterThan(400).doesNotHaveDuplicates();
        assertThat(corpus)
                .as("long ones")
                .filteredOn(text -> text.length() > 99_000)
                .hasSizeGreaterThan(5);
        assertThat(corpus).as("half a character that survived").contains("\uD800");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see evil.example now",
                "EVIL.EXAMPLE",
                "http://203.0.113.66/",
                "javascript:alert(1)",
                "mailto:victim",
                "a\u202Eb",
                "a\u200Bb",
                "a\u0000b",
                "\u001B[31m",
                "a\uD800b",
                "a\uFFFEb",
                "a\u2028b",
                "a\u0085b"
            })
    void seesWhatIsLive(String shown) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> HostileText.assertInert(shown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hxxps://evil[.]example/", "javascript[:]alert(1)", "two\nlines\tand 😀 é", "Metadata: x"})
    void letsPassWhatIsInert(String shown) {
        HostileText.assertInert(shown);
    }

    @Test
    void buildsAFindingOfAnyField() {
        Finding finding = Findings.builder("Recon:EC2/Portscan", 8.5)
                .account("999988887777")
                .region("us-gov-west-1")
                .id("f1")
                .at("/resource/instanceDetails/tags/0/key", "env")
                .at("/resource/instanceDetails/tags/0/value", "prod")
                .at("/resource/instanceDetails/tags/1/key", "team")
                .at("/service/archived", true)
                .build();

        assertThat(finding.id()).isEqualTo("f1");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.accountId()).contains("999988887777");
        assertThat(finding.region()).contains("us-gov-west-1");
        assertThat(finding.texts("/resource/instanceDetails/tags/*/key")).containsExactly("env", "team");
        assertThat(finding.isArchived()).isTrue();
    }

    @Test
    void takesAFieldAway() {
        assertThat(Findings.builder("Recon:EC2/Portscan", 8)
                        .at("/severity", null)
                        .build()
                        .severity())
                .isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void refusesAPointerThatLeadsNowhere() {
        FindingBuilder builder = Findings.builder("Recon:EC2/Portscan", 8);

        assertThatIllegalArgumentException().isThrownBy(() -> builder.at("type", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.at("/type/x", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.at("/tags/1", "x"));
    }

    @Test
    void remembersWhatItWasToldAndAnswersInOrder() throws Exception {
        DeliveryResult no = DeliveryResult.rejected(Reason.NOT_FOUND, "gone");
        RecordingDestination destination = new RecordingDestination().answers(no, DeliveryResult.accepted());
        Finding finding = Findings.of("Recon:EC2/Portscan", 8);
        Delivery delivery = Delivery.of(
                new NotificationComposer().apply(finding), Deadline.in(Duration.ofSeconds(1), InstantSource.system()));

        assertThat(destination.deliver(delivery)).isSameAs(no);
        assertThat(destination.deliver(delivery)).hasToString("ACCEPTED");
        assertThat(destination.deliver(delivery)).hasToString("ACCEPTED");
        assertThatIOException().isThrownBy(() -> destination.isUnreachable().deliver(delivery));

        assertThat(destination.deliveries()).hasSize(4);
        assertThat(destination.findings()).containsOnly(finding);
        assertThat(destination.isClosed()).isFalse();
        destination.close();
        assertThat(destination.isClosed()).isTrue();
    }

    @Test
    void setsJsonOutOverLinesAndLeavesStringsAlone() {
        assertThat(GoldenFile.indented("{\"a{,\\\"\":[1,\"\\\\\"],\"b\":2}"))
                .isEqualTo("{\n  \"a{,\\\"\": [\n    1,\n    \"\\\\\"\n  ],\n  \"b\": 2\n}\n");
    }
}
