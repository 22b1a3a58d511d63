package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.delivery;
import static io.github.guarddutynotify.channel.smtp.Mails.notification;
import static io.github.guarddutynotify.channel.smtp.Mails.open;
import static io.github.guarddutynotify.channel.smtp.Mails.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.testkit.Findings;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MailPreviewTest {
    private static final Pattern BOUNDARY = Pattern.compile("----=_Part_[0-9._]+");

    @Test
    void isTheMailAsItIsSentAndSendsNothing() throws Exception {
        Delivery update = Mails.update(notification(Findings.sample("recon-ec2-portprobeunprotectedport")));
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain();
                SmtpDestination destination = open(to(farEnd).with("attachFinding", true), () -> Mails.NOW)) {
            Preview preview = destination.preview(update).orElseThrow();
            assertThat(farEnd.connections()).isZero();

            destination.deliver(update);

            assertThat(preview.mediaType()).isEqualTo("message/rfc822");
            assertThat(withoutBoundary(preview.content()).strip())
                    .isEqualTo(withoutBoundary(new String(farEnd.messages().get(0), StandardCharsets.US_ASCII))
                            .strip());
        }
    }

    /** Made of the time and a counter. */
    private static String withoutBoundary(String mail) {
        return BOUNDARY.matcher(mail).replaceAll("boundary");
    }

    @Test
    void needsNothingOfTheCallersContextClassLoaderAndLeavesIt() throws Exception {
        try (SmtpDestination destination = open(Mails.plain());
                URLClassLoader other = new URLClassLoader(new URL[0], null)) {
            FutureTask<Preview> preview = new FutureTask<>(
                    () -> destination.preview(delivery("A title")).orElseThrow());
            Thread caller = new Thread(preview);
            caller.setContextClassLoader(other);
            caller.start();

            MailJudge.of(preview.get().content().getBytes(StandardCharsets.US_ASCII));
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Mails.rendered(notification("A title"), Mails.plain());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }
}
