package io.github.guarddutynotify.examples.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import io.github.guarddutynotify.testkit.HttpFarEnd.Request;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Secrets by reference, through a local end in the extension's place. */
@Timeout(20)
class SecretsExtensionTest {
    private static final HttpAnswer SECRET = HttpAnswer.of(200, "{\"Name\": \"smtp\", \"SecretString\": \"s3cret\"}");

    private final HttpFarEnd extension = HttpFarEnd.http(SECRET);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));

    @AfterEach
    void close() {
        extension.close();
    }

    @Test
    void asksForASecretByNameWithTheFunctionsToken() {
        assertThat(secret("${secretsmanager:prod/smtp+mail}").reveal()).isEqualTo("s3cret");

        assertThat(extension.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.target()).isEqualTo("/secretsmanager/get?secretId=prod%2Fsmtp%2Bmail");
            assertThat(request.headers()).anySatisfy((name, value) -> {
                assertThat(name).isEqualToIgnoringCase("X-Aws-Parameters-Secrets-Token");
                assertThat(value).isEqualTo("token-of-the-session");
            });
        });
    }

    @Test
    void asksForAParameterDecrypted() {
        extension.willAnswer(
                HttpAnswer.of(200, "{\"Parameter\": {\"Name\": \"/prod/hook\", \"Value\": \"https://x\"}}"));

        assertThat(secret("${ssm:/prod/hook}").reveal()).isEqualTo("https://x");
        assertThat(extension.requests())
                .extracting(Request::target)
                .containsExactly("/systemsmanager/parameters/get?withDecryption=true&name=%2Fprod%2Fhook");
    }

    @Test
    void picksAMemberOfASecretThatIsJsonAndAsksOnceForAllOfThem() {
        extension.willAnswer(HttpAnswer.of(
                200, "{\"SecretString\": \"{\\\"user\\\": \\\"alerts\\\", \\\"password\\\": \\\"pw\\\"}\"}"));
        NotifierConfig config = config("${secretsmanager:smtp#user}:${secretsmanager:smtp#password}");

        assertThat(config.settings(new Problems()).secret("key").reveal()).isEqualTo("alerts:pw");
        assertThat(extension.requests()).hasSize(1);
    }

    @Test
    void keepsAnAnswerForAMinuteAndNotLonger() {
        Secret secret = secret("${secretsmanager:smtp}");
        secret.reveal();
        now.set(now.get().plusSeconds(59));
        secret.reveal();
        assertThat(extension.requests()).hasSize(1);

        now.set(now.get().plusSeconds(1));
        secret.reveal();
        assertThat(extension.requests()).hasSize(2);
    }

    @Test
    void asksAnewOnceAFarEndRefusedWhatItGave() {
        NotifierConfig config = config("${secretsmanager:smtp}");
        Secret secret = config.settings(new Problems()).secret("key");
        secret.reveal();
        extension.willAnswer(HttpAnswer.of(200, "{\"SecretString\": \"rotated\"}"));

        assertThat(secret.reveal()).isEqualTo("s3cret");
        config.forgetSecrets();
        assertThat(secret.reveal()).isEqualTo("rotated");
    }

    @Test
    void aFailureIsToldWithoutNamesAndNotKept() {
        extension.willAnswer(HttpAnswer.of(400, "{\"message\": \"no secret prod/smtp\"}"));
        Secret secret = secret("${secretsmanager:prod/smtp}");

        assertThatExceptionOfType(Secret.UnavailableException.class)
                .isThrownBy(secret::reveal)
                .withMessage("the resolver of ${secretsmanager:…} threw java.lang.IllegalStateException");
        extension.willAnswer(SECRET);
        assertThat(secret.reveal()).isEqualTo("s3cret");
    }

    @Test
    void aMemberThatIsNotThereIsAFailure() {
        for (String reference : new String[] {"${secretsmanager:smtp#user}", "${secretsmanager:smtp#}"}) {
            assertThatExceptionOfType(Secret.UnavailableException.class)
                    .isThrownBy(secret(reference)::reveal)
                    .withMessageNotContaining("s3cret");
        }
    }

    @Test
    void anExtensionThatIsNotThereIsAFailure() {
        Secret secret = secret("${ssm:hook}");
        extension.close();

        assertThatExceptionOfType(Secret.UnavailableException.class).isThrownBy(secret::reveal);
    }

    private Secret secret(String value) {
        return config(value).settings(new Problems()).secret("key");
    }

    private NotifierConfig config(String value) {
        Map<String, String> environment = Map.of(
                "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT",
                String.valueOf(extension.port()),
                "AWS_SESSION_TOKEN",
                "token-of-the-session");
        return SecretsExtension.known(NotifierConfig.reader(), environment, now::get)
                .parse("{\"key\": \"" + value + "\"}");
    }
}
