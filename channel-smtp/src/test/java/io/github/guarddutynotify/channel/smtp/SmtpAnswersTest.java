package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.delivery;
import static io.github.guarddutynotify.channel.smtp.Mails.open;
import static io.github.guarddutynotify.channel.smtp.Mails.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says at each step, and what becomes of it. */
class SmtpAnswersTest {
    private static final String A = "a@example.com";
    private static final String B = "b@example.com";
    /** No hexadecimal digits: a Message-ID that ends in c would hold c@example.com. */
    private static final String C = "hidden@example.com";

    private final SmtpFarEnd farEnd = SmtpFarEnd.plain();
    private final SmtpDestination destination =
            open(to(farEnd).with("to", A).with("cc", B).with("bcc", C));

    @AfterEach
    void closeBoth() {
        destination.close();
        farEnd.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "greeting  | 421 4.3.2 shutting down             | DEFERRED | SERVER_ERROR",
                "greeting  | 421 4.7.0 Too many connections      | DEFERRED | RATE_LIMITED",
                "greeting  | 554 5.7.1 no mail here              | REJECTED | NOT_FOUND",
                "MAIL FROM | 451 4.3.0 later                     | DEFERRED | SERVER_ERROR",
                "MAIL FROM | 454 Throttling failure: Maximum sending rate exceeded. | DEFERRED | RATE_LIMITED",
                "MAIL FROM | 530 5.7.0 log in first              | REJECTED | AUTH",
                "MAIL FROM | 550 5.1.8 sender unknown            | REJECTED | INVALID_MESSAGE",
                "MAIL FROM | 552 5.3.4 too big                   | REJECTED | TOO_LARGE",
                "DATA      | 451 4.3.0 later                     | DEFERRED | SERVER_ERROR",
                "DATA      | 554 5.7.1 no                        | REJECTED | INVALID_MESSAGE",
                "end       | 421 4.3.2 shutting down             | DEFERRED | SERVER_ERROR",
                "end       | 450-4.2.1 greylisted~450 4.2.1 x | DEFERRED | SERVER_ERROR",
                "end       | 454 Throttling failure: Daily message quota exceeded. | DEFERRED | RATE_LIMITED",
                "end       | 552 too big                         | REJECTED | TOO_LARGE",
                "end       | 554 5.3.4 too big                   | REJECTED | TOO_LARGE",
                "end       | 554 5.6.0 malformed                 | REJECTED | INVALID_MESSAGE"
            })
    void classifiesTheAnswerToEachStep(String step, String answer, Status status, Reason reason) throws Exception {
        farEnd.willAnswer(step, answer.replace("~", "\r\n"));

        DeliveryResult result = destination.deliver(delivery("A title"));

        assertThat(result.status()).as("%s", result).isEqualTo(status);
        assertThat(result.reason()).contains(reason);
        assertThat(result.detail()).contains(answer.substring(0, 3)).hasSizeLessThan(150);
        assertThat(result.owed()).isEmpty();

        farEnd.willAnswerNothingSpecial();
        assertThat(destination.deliver(delivery("Next")).status())
                .as("the next mail, on the same connection or another")
                .isEqualTo(Status.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "EHLO", "MAIL FROM", "RCPT TO", "DATA", "end"})
    void throwsWhenTheConnectionEndsAtAnyStep(String step) throws Exception {
        farEnd.willAnswer(step, SmtpFarEnd.CLOSE);

        assertThatThrownBy(() -> destination.deliver(delivery("A title"))).isInstanceOf(IOException.class);

        farEnd.willAnswerNothingSpecial();
        assertThat(destination.deliver(delivery("Next")).status()).isEqualTo(Status.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "MAIL FROM", "RCPT TO", "DATA", "end"})
    void throwsWhenTheServerDoesNotSpeakSmtp(String step) {
        farEnd.willAnswer(step, "HTTP/1.1 400 Bad Request");

        assertThatThrownBy(() -> destination.deliver(delivery("A title"))).isInstanceOf(IOException.class);
    }

    @Test
    void sendsToAllOfToCcAndBccAndNamesNoneOfTheLast() throws Exception {
        DeliveryResult result = destination.deliver(delivery("A title"));

        assertThat(farEnd.mails()).extracting(SmtpFarEnd.Mail::to).containsExactly(List.of(A, B, C));
        MailJudge mail = MailJudge.of(farEnd.messages().get(0));
        assertThat(mail.header("To")).isEqualTo(A);
        assertThat(mail.header("Cc")).isEqualTo(B);
        assertThat(new String(farEnd.messages().get(0), java.nio.charset.StandardCharsets.US_ASCII))
                .doesNotContain(C);
        assertThat(result.reference()).contains(mail.header("Message-ID"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // what each of the three is answered; the status; who is owed; who is refused for good
                "250, 250, 250, ACCEPTED, -, -",
                "250, 251, 250, ACCEPTED, -, -",
                "250, 550, 250, ACCEPTED, -, b@example.com",
                "550, 553, 250, ACCEPTED, -, a@example.com b@example.com",
                "250, 552, 250, ACCEPTED, -, b@example.com",
                "250, 451, 250, DEFERRED, b@example.com, -",
                "250, 450, 452, DEFERRED, b@example.com hidden@example.com, -",
                "250, 451, 550, DEFERRED, b@example.com, hidden@example.com",
                "550, 451, 250, DEFERRED, b@example.com, a@example.com",
                "550, 550, 551, REJECTED, -, -",
                "451, 451, 450, DEFERRED, -, -",
                "550, 451, 550, DEFERRED, -, -",
            })
    void tellsWhoGotItWhoIsOwedItAndWhoNeverGetsIt(int a, int b, int c, Status status, String owed, String refused)
            throws Exception {
        farEnd.willAnswer("RCPT TO:<" + A, a + " x").willAnswer("RCPT TO:<" + B, b + " x");
        farEnd.willAnswer("RCPT TO:<" + C, c + " x");

        DeliveryResult result = destination.deliver(delivery("A title"));

        assertThat(result.status()).as("%s", result).isEqualTo(status);
        assertThat(result.owed()).isEqualTo(set(owed));
        assertThat(result.refused()).isEqualTo(set(refused));
        assertThat(farEnd.attempts()).as("mails handed in").isEqualTo(anyOf(a, b, c) ? 1 : 0);
        if (status == Status.REJECTED) {
            assertThat(result.reason()).contains(Reason.NOT_FOUND);
            assertThat(result.detail()).contains(A + " (550)", C + " (551)");
        }
    }

    private static boolean anyOf(int... codes) {
        return java.util.Arrays.stream(codes).anyMatch(code -> code < 300);
    }

    private static Set<String> set(String words) {
        return words == null ? Set.of() : Set.of(words.split(" "));
    }

    @Test
    void triesAgainOnlyForThoseWhoAreOwedIt() throws Exception {
        farEnd.willAnswer("RCPT TO:<" + B, "451 4.7.1 greylisted");
        DeliveryResult first = destination.deliver(delivery("A title"));
        farEnd.willAnswerNothingSpecial();

        DeliveryResult second = destination.deliver(delivery("A title", first.owed()));

        assertThat(second.status()).isEqualTo(Status.ACCEPTED);
        assertThat(farEnd.mails()).extracting(SmtpFarEnd.Mail::to).containsExactly(List.of(A, C), List.of(B));
        assertThat(MailJudge.of(farEnd.messages().get(1)).header("To"))
                .as("the same mail")
                .isEqualTo(A);
    }

    @Test
    void hasBeenAcceptedWhenTheLastWhoIsOwedItIsRefusedForGood() throws Exception {
        farEnd.willAnswer("RCPT TO:<" + B, "550 5.1.1 gone");

        DeliveryResult result = destination.deliver(delivery("A title", Set.of(B)));

        assertThat(result.status()).isEqualTo(Status.ACCEPTED);
        assertThat(result.refused()).containsExactly(B);
    }

    @Test
    void isDoneWithWhatIsOwedToNobodyWhoIsARecipient() throws Exception {
        DeliveryResult result = destination.deliver(delivery("A title", Set.of("gone@example.com")));

        assertThat(result.status()).isEqualTo(Status.ACCEPTED);
        assertThat(result.detail()).isEqualTo("those who were owed it are no recipients any more");
        assertThat(farEnd.connections()).isZero();
    }
}
