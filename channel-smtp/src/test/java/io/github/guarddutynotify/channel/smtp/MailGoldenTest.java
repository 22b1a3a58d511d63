package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.delivery;
import static io.github.guarddutynotify.channel.smtp.Mails.judged;
import static io.github.guarddutynotify.channel.smtp.Mails.notification;
import static io.github.guarddutynotify.channel.smtp.Mails.plain;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.GoldenFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.mime4j.stream.Field;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole mails: {@code NAME.txt} has the headers, as a reader's program decodes them, and the text, {@code NAME.html} the
 * HTML. Open the latter in a browser, dark and narrow too, before you commit a difference.
 */
class MailGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<String> names() {
        return Stream.concat(Findings.sampleNames().stream(), Stream.of("minimal", "hostile", "update"));
    }

    private static Delivery mail(String name) {
        return switch (name) {
            case "minimal" -> delivery(notification(Findings.minimal()));
            case "hostile" -> delivery(hostile());
            case "update" ->
                Mails.update(notification(Findings.sample("unauthorizedaccess-ec2-maliciousipcaller-custom")));
            default -> delivery(notification(Findings.sample(name)));
        };
    }

    /** Another attack in each field. */
    private static Notification hostile() {
        return notification(Findings.hostile().get(0));
    }

    @ParameterizedTest
    @MethodSource("names")
    void looksAsItsGoldenFilesShow(String name) {
        MailJudge mail = judged(mail(name), plain());

        GoldenFile.assertMatches(GOLDEN.resolve(name + ".txt"), headers(mail) + "\n" + mail.text());
        GoldenFile.assertMatches(GOLDEN.resolve(name + ".html"), mail.html());
    }

    private static String headers(MailJudge mail) {
        List<Field> fields = mail.message().getHeader().getFields();
        return fields.stream()
                .map(field -> field.getName() + ": " + value(field, mail) + "\n")
                .collect(Collectors.joining());
    }

    private static String value(Field field, MailJudge mail) {
        return switch (field.getName()) {
            case "Subject" -> mail.message().getSubject();
            case "Content-Type" -> mail.message().getMimeType(); // its boundary is another each time
            default -> mail.header(field.getName());
        };
    }
}
