package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.notification;
import static io.github.guarddutynotify.channel.smtp.Mails.plain;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.HostileText;
import io.github.guarddutynotify.testkit.MutatedFindings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Mails as files, for judges outside the build: {@code -Dmails.out=FOLDER} writes each as it would be handed in ({@code
 * .eml}) and its HTML alone ({@code .html}).
 */
@EnabledIfSystemProperty(named = "mails.out", matches = ".+")
class WrittenMailsTest {
    /** A judge that starts a browser needs no more of them. */
    private static final int EVERY = 50;

    /** How long a hostile text may be in all fields at once, so that the finding stays one that a reader takes. */
    private static final int MANY_TIMES = 2000;

    private final Path out = Path.of(System.getProperty("mails.out", "target/mails"));

    @Test
    void writesThePublishedFindings() throws IOException {
        for (String name : Findings.sampleNames()) {
            write("sample-" + name, notification(Findings.sample(name)));
        }
        write("sample-minimal", notification(Findings.minimal()));
    }

    @Test
    void writesWhatIsNotAFindingForTheFirstTime() throws IOException {
        Notification attack = notification(Findings.sample("attacksequence-iam-compromisedcredentials"));
        write(
                "sample-update",
                Mails.update(notification(Findings.sample("unauthorizedaccess-ec2-maliciousipcaller-custom"))),
                plain());
        write("sample-attached", Mails.delivery(attack), plain().with("attachFinding", true));
        write(
                "sample-test",
                Notification.builder("A test message", Severity.UNKNOWN).build());
    }

    @Test
    void writesEachHostileTextInEveryField() throws IOException {
        List<String> corpus = HostileText.corpus();
        for (int i = 0; i < corpus.size(); i++) {
            String text = corpus.get(i);
            String part = text.substring(0, Math.min(text.length(), MANY_TIMES));
            write("hostile-%03d".formatted(i), notification(Findings.hostile(field -> part)));
        }
    }

    @Test
    void writesSomeOfTheFindingsThatWereChangedAtRandom() throws IOException {
        long mutations = Long.getLong("mutations", 300);
        for (long seed :
                LongStream.range(0, mutations).filter(n -> n % EVERY == 0).toArray()) {
            for (Finding finding : MutatedFindings.of(seed).toList()) {
                write("mutated-%05d".formatted(seed), notification(finding));
            }
        }
    }

    private void write(String name, Notification notification) throws IOException {
        write(name, Mails.delivery(notification), plain());
    }

    private void write(String name, Delivery delivery, DestinationSpec spec) throws IOException {
        byte[] mail = Mails.rendered(delivery, spec);
        Files.createDirectories(out);
        Files.write(out.resolve(name + ".eml"), mail);
        Files.write(out.resolve(name + ".html"), MailJudge.of(mail).html().getBytes(StandardCharsets.UTF_8));
    }
}
