package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.sns.SnsFarEnd.Call;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways to credentials, each shown by who signed what came to the far end. */
class CredentialsTest {
    private static final String ROLE = "arn:aws:iam::444455556666:role/alerts/guardduty-notify";

    private final SnsFarEnd farEnd = new SnsFarEnd();

    @AfterEach
    void close() {
        farEnd.close();
    }

    @Test
    void signsWithStaticKeys() throws Exception {
        assertThat(Bench.deliver(keys()).status()).isEqualTo(Status.ACCEPTED);

        Call publish = onlyPublish();
        assertThat(publish.accessKeyId()).isEqualTo("AKIASTATIC");
        assertThat(publish.sessionToken()).isEmpty();
        assertThat(publish.service()).isEqualTo("sns");
        assertThat(publish.region()).isEqualTo("eu-west-1");
    }

    @Test
    void signsWithStaticKeysAndASessionToken() throws Exception {
        Bench.deliver(keys().with("sessionToken", "static-token"));

        assertThat(onlyPublish().accessKeyId()).isEqualTo("AKIASTATIC");
        assertThat(onlyPublish().sessionToken()).isEqualTo("static-token");
    }

    @Test
    void fetchesSecretsEachTimeAndNotWhenOpened() throws Exception {
        AtomicInteger fetched = new AtomicInteger();
        DestinationSpec spec = Bench.topicAt(farEnd)
                .with("accessKeyId", Secret.from(() -> "AKIA" + fetched.incrementAndGet()))
                .with("secretAccessKey", "x");

        try (Destination destination = Bench.open(spec)) {
            assertThat(fetched).hasValue(0);
            Bench.deliver(destination);
            Bench.deliver(destination);
        }

        assertThat(farEnd.published()).extracting(Call::accessKeyId).containsExactly("AKIA1", "AKIA2");
    }

    @Test
    void takesAProfileFromAFile(@TempDir Path folder) throws Exception {
        Bench.deliver(Bench.topicAt(farEnd).with("profile", "soc").with("profileFile", profiles(folder)));

        assertThat(onlyPublish().accessKeyId()).isEqualTo("AKIASOC");
        assertThat(onlyPublish().sessionToken()).isEqualTo("soc-token");
    }

    @Test
    void takesAProfileFromTheUsualPlace(@TempDir Path folder) throws Exception {
        Map<String, String> properties =
                Map.of("aws.sharedCredentialsFile", profiles(folder).toString());

        during(properties, () -> Bench.deliver(Bench.topicAt(farEnd).with("profile", "soc")));

        assertThat(onlyPublish().accessKeyId()).isEqualTo("AKIASOC");
    }

    @Test
    void prefersTheProfileToARoleAndToStaticKeys(@TempDir Path folder) throws Exception {
        Bench.deliver(role().with("profile", "soc").with("profileFile", profiles(folder)));

        assertThat(farEnd.assumed()).isEmpty();
        assertThat(onlyPublish().accessKeyId()).isEqualTo("AKIASOC");
    }

    @Test
    void assumesARoleWithTheStaticKeys() throws Exception {
        Bench.deliver(role().with("sessionToken", "static-token")
                .with("externalId", "agreed:1")
                .with("sessionName", "soc@example"));

        Call assume = farEnd.assumed().get(0);
        assertThat(assume.accessKeyId()).isEqualTo("AKIASTATIC");
        assertThat(assume.sessionToken()).isEqualTo("static-token");
        assertThat(assume.service()).isEqualTo("sts");
        assertThat(assume.region()).isEqualTo("eu-west-1");
        assertThat(assume.parameters())
                .containsEntry("RoleArn", ROLE)
                .containsEntry("ExternalId", "agreed:1")
                .containsEntry("RoleSessionName", "soc@example")
                .containsEntry("DurationSeconds", "3600");
        assertThat(onlyPublish().accessKeyId()).isEqualTo("ASIAROLE1");
        assertThat(onlyPublish().sessionToken()).isEqualTo("role-token-1");
    }

    @Test
    void assumesARoleUnderOurNameAndWithoutExternalIdUnlessToldOtherwise() throws Exception {
        Bench.deliver(role());

        assertThat(farEnd.assumed().get(0).parameters())
                .containsEntry("RoleSessionName", "guardduty-notify")
                .doesNotContainKey("ExternalId");
    }

    @Test
    void assumesARoleWithTheDefaultChain() throws Exception {
        during(chain(), () -> Bench.deliver(roleWithoutKeys()));

        assertThat(farEnd.assumed()).extracting(Call::accessKeyId).containsExactly("AKIACHAIN");
        assertThat(onlyPublish().accessKeyId()).isEqualTo("ASIAROLE1");
    }

    @Test
    void keepsARoleAsLongAsItLasts() throws Exception {
        try (Destination destination = Bench.open(role())) {
            Bench.deliver(destination);
            Bench.deliver(destination);
        }

        assertThat(farEnd.assumed()).hasSize(1);
        assertThat(farEnd.published()).extracting(Call::sessionToken).containsExactly("role-token-1", "role-token-1");
    }

    @Test
    void assumesARoleAnewBeforeItExpires() throws Exception {
        farEnd.grantRoleFor(Duration.ofSeconds(45));

        try (Destination destination = Bench.open(role())) {
            Bench.deliver(destination);
            farEnd.grantRoleFor(Duration.ofHours(1));
            Bench.deliver(destination);
            Bench.deliver(destination);
        }

        assertThat(farEnd.assumed()).hasSize(2);
        assertThat(farEnd.published())
                .extracting(Call::accessKeyId)
                .containsExactly("ASIAROLE1", "ASIAROLE2", "ASIAROLE2");
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied,         REJECTED, AUTH",
        "403, InvalidClientTokenId, REJECTED, AUTH",
        "403, ExpiredToken,         REJECTED, AUTH",
        "403, RegionDisabledException, REJECTED, AUTH",
        "400, ValidationError,      REJECTED, AUTH",
        "400, Throttling,           DEFERRED, RATE_LIMITED",
        "500, InternalFailure,      DEFERRED, SERVER_ERROR",
        "503, ServiceUnavailable,   DEFERRED, SERVER_ERROR"
    })
    void classifiesARefusedRoleAndPublishesNothing(int status, String code, Status expected, Reason reason)
            throws Exception {
        farEnd.refuseRole(status, code, "User: arn:aws:iam::1:user/Quoted is not authorized");

        DeliveryResult result = Bench.deliver(role());

        assertThat(result.status()).isEqualTo(expected);
        assertThat(result.reason()).contains(reason);
        assertThat(result.detail()).startsWith("STS answered ").doesNotContain("Quoted");
        assertThat(farEnd.assumed()).as("one attempt").hasSize(1);
        assertThat(farEnd.published()).isEmpty();
    }

    @Test
    void throwsWhenStsIsGone() {
        SnsFarEnd gone = new SnsFarEnd();
        gone.close();

        assertThatThrownBy(() -> Bench.deliver(role().with("stsEndpoint", gone.url())))
                .isInstanceOf(IOException.class);
        assertThat(farEnd.published()).isEmpty();
    }

    @Test
    void fallsBackToTheDefaultChain() throws Exception {
        during(chain(), () -> Bench.deliver(Bench.topicAt(farEnd)));

        assertThat(onlyPublish().accessKeyId()).isEqualTo("AKIACHAIN");
        assertThat(onlyPublish().sessionToken()).isEqualTo("chain-token");
    }

    @Test
    @DisabledIfEnvironmentVariable(named = "AWS_ACCESS_KEY_ID", matches = ".+")
    void rejectsWhenThereAreNoCredentials(@TempDir Path empty) throws Exception {
        Map<String, String> nothing = Map.of(
                "aws.disableEc2Metadata", "true",
                "aws.sharedCredentialsFile", empty.resolve("credentials").toString(),
                "aws.configFile", empty.resolve("config").toString());

        DeliveryResult result = during(nothing, () -> Bench.deliver(Bench.topicAt(farEnd)));

        assertThat(result.status()).isEqualTo(Status.REJECTED);
        assertThat(result.reason()).contains(Reason.AUTH);
        assertThat(result.detail()).contains("no credentials found").contains("accessKeyId");
        assertThat(farEnd.connections()).isZero();
    }

    /** The SDK looks into them whatever it is told. */
    @Test
    void rejectsWhenTheSdkCannotReadItsFiles(@TempDir Path folder) throws Exception {
        Path broken = Files.writeString(folder.resolve("broken"), "[default\nretry_mode");
        Map<String, String> properties = Map.of("aws.configFile", broken.toString());

        DeliveryResult result = during(properties, () -> Bench.deliver(keys()));

        assertThat(result.status()).isEqualTo(Status.REJECTED);
        assertThat(result.reason()).contains(Reason.AUTH);
        assertThat(result.detail()).contains("~/.aws");
    }

    private DestinationSpec keys() {
        return Bench.withKeys(Bench.topicAt(farEnd));
    }

    private DestinationSpec role() {
        return Bench.withKeys(roleWithoutKeys());
    }

    private DestinationSpec roleWithoutKeys() {
        return Bench.topicAt(farEnd).with("roleArn", ROLE).with("stsEndpoint", farEnd.url());
    }

    private static Map<String, String> chain() {
        return Map.of(
                "aws.accessKeyId", "AKIACHAIN",
                "aws.secretAccessKey", "chain-secret",
                "aws.sessionToken", "chain-token");
    }

    private static Path profiles(Path folder) throws IOException {
        return Files.writeString(folder.resolve("credentials"), """
                [default]
                aws_access_key_id = AKIADEFAULT
                aws_secret_access_key = default-secret
                [soc]
                aws_access_key_id = AKIASOC
                aws_secret_access_key = soc-secret
                aws_session_token = soc-token
                """);
    }

    private Call onlyPublish() {
        assertThat(farEnd.published()).hasSize(1);
        return farEnd.published().get(0);
    }

    /** The SDK's chain begins with system properties, the only part of it that a test can set. */
    private static DeliveryResult during(Map<String, String> properties, Callable<DeliveryResult> work)
            throws Exception {
        properties.forEach(System::setProperty);
        try {
            return work.call();
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }
}
