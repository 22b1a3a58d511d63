package io.github.guarddutynotify.ledger.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.delivery.DeliveryLedger.InFlight;
import io.github.guarddutynotify.delivery.LedgerException;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

@Timeout(60)
class DynamoDbLedgerFaultTest {
    private static final Duration LEASE = Duration.ofSeconds(40);
    private static final Duration TIMEOUT = Duration.ofMillis(600);

    /** How much later a busy machine may be. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static LocalDynamoDb dynamo;

    private final Entry entry = new Entry("fault/" + UUID.randomUUID(), "soc-slack");
    private final HttpFarEnd farEnd = HttpFarEnd.http(HttpAnswer.of(200, "{}"));

    @BeforeAll
    static void start() throws Exception {
        dynamo = new LocalDynamoDb();
    }

    @AfterAll
    static void stop() throws Exception {
        dynamo.stop();
    }

    @AfterEach
    void closeFarEnd() {
        farEnd.close();
    }

    @Test
    void namesTheMissingTableAndTheRemedy() {
        IOException missing =
                claimFails(LocalDynamoDb.ledger("not-there", dynamo.endpoint()).build());

        assertThat(missing)
                .hasMessageContaining("\"not-there\"")
                .hasMessageContaining("create it, or set its name and region")
                .hasMessageContaining("ResourceNotFoundException");
    }

    @Test
    void connectingFindsOutWhetherTheTableIsThere() {
        DynamoDbLedger good = LocalDynamoDb.ledger("good", dynamo.endpoint()).build();
        dynamo.createTable("good", "finding", "destination");

        assertThatCode(good::connect).doesNotThrowAnyException();
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(LocalDynamoDb.ledger("not-there", dynamo.endpoint()).build()::connect)
                .withMessageContaining("create it, or set its name and region");
    }

    @Test
    void saysWhichKeysATableMustHave() {
        dynamo.createTable("other-keys", "pk", "sk");

        assertThat(claimFails(
                        LocalDynamoDb.ledger("other-keys", dynamo.endpoint()).build()))
                .hasMessageContaining("keys must be the strings finding and destination");
    }

    @ParameterizedTest
    @CsvSource({
        "ProvisionedThroughputExceededException, 400, more capacity, 2",
        "ThrottlingException, 400, more capacity, 2",
        "InternalServerError, 500, InternalServerError, 2",
        "AccessDeniedException, 400, allow dynamodb:UpdateItem and dynamodb:PutItem, 1",
        "ExpiredTokenException, 400, credentials are valid, 1",
        "UnrecognizedClientException, 400, credentials are valid, 1"
    })
    void triesTwiceWhatMayPassAndSaysWhatToDo(String code, int status, String remedy, int attempts) {
        farEnd.willAnswer(refusal(status, code));

        assertThat(claimFails(farEndLedger().build()))
                .hasMessageContaining("\"guardduty-notify\"")
                .hasMessageContaining(remedy)
                .hasMessageContaining(code)
                .hasMessageContaining("request R1");
        assertThat(farEnd.attempts()).isEqualTo(attempts);
    }

    @Test
    void repeatsNothingOfTheSignedTextOrOfAServersMessage() {
        farEnd.willAnswer(refusal(403, "InvalidSignatureException"));

        IOException fault = claimFails(farEndLedger().build());

        assertThat(fault)
                .hasNoCause()
                .hasMessageNotContaining("a message of the server's")
                .hasMessageNotContaining("AKIDEXAMPLE");
    }

    @Test
    void saysThatThereAreNoCredentials() {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("no secret of mine");
        };

        assertThat(claimFails(farEndLedger().credentials(none).build()))
                .hasMessageContaining("see that a region and credentials are found")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void reportsAnEndpointThatRefuses() {
        URI gone = URI.create(farEnd.url("/"));
        farEnd.close();

        assertThat(claimFails(LocalDynamoDb.ledger(LocalDynamoDb.TABLE, gone)
                        .timeout(TIMEOUT)
                        .build()))
                .hasMessageContaining("can't be reached (ConnectException)");
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "HANG_MIDWAY", "RESET"})
    void comesBackInTimeFromAnEndpointThatDoesNotAnswer(Behaviour behaviour) {
        farEnd.will(behaviour);

        assertComesBackInTime();
    }

    @Test
    void letsAnInterruptOut() {
        try (DynamoDbLedger ledger = dynamo.ledger().build()) {
            Thread.currentThread().interrupt();
            try {
                IOException fault = catchThrowableOfType(IOException.class, () -> ledger.claim(entry, LEASE));

                assertThat(fault).isInstanceOf(InterruptedIOException.class);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            } finally {
                Thread.interrupted();
            }
        }
    }

    @Test
    void grantsTheClaimWhoseFirstAnswerWasLost() throws IOException {
        Instant now = Instant.now();
        Telling telling = new Telling(Severity.LOW, 1, now, now, null);
        try (LosingAnswers losing = new LosingAnswers(dynamo.endpoint());
                DynamoDbLedger unlucky = LocalDynamoDb.ledger(LocalDynamoDb.TABLE, losing.endpoint())
                        .clock(() -> now)
                        .build();
                DynamoDbLedger other = dynamo.ledger().clock(() -> now).build()) {
            Granted first = (Granted) unlucky.claim(entry, LEASE);
            assertThat(losing.requests()).isEqualTo(2);
            assertThat(other.claim(entry, LEASE)).isInstanceOf(InFlight.class);
            unlucky.told(entry, first.token(), telling);
            assertThat(losing.requests()).isEqualTo(4);

            Granted second = (Granted) unlucky.claim(entry, LEASE);
            assertThat(second.lastTelling()).contains(telling);
            unlucky.release(entry, second.token());

            assertThat(other.claim(entry, LEASE)).isInstanceOf(Granted.class);
        }
    }

    @Test
    void opensNoConnectionBeforeTheFirstCallAndNoneAfterClosing() {
        DynamoDbLedger ledger = farEndLedger().build();
        ledger.close();
        ledger.close();

        assertThat(claimFails(ledger)).hasMessageContaining("is closed");
        assertThat(farEnd.connections()).isZero();
    }

    @Test
    void printsTheTableAndNothingElse() {
        assertThat(farEndLedger().build()).hasToString("DynamoDbLedger[guardduty-notify]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "with space", "ümlaut", "arn:aws:dynamodb:eu-west-1:111122223333:table/x"})
    void refusesANameThatNoTableCanHave(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DynamoDbLedger.inTable(name))
                .withMessageContaining("table");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        DynamoDbLedger.Builder builder = DynamoDbLedger.builder("guardduty-notify");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.retention(Duration.ofHours(23)).build())
                .withMessageContaining("retention");
        builder.retention(Duration.ofDays(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ofMillis(99)).build())
                .withMessageContaining("timeout");
        builder.timeout(Duration.ofMillis(100));
        for (String url : new String[] {"localhost:8000", "/path", "ftp://host", "https:///x"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.endpoint(URI.create(url)).build())
                    .withMessageContaining("endpoint");
        }
        builder.endpoint(URI.create("http://localhost:8000")).build().close();
    }

    private void assertComesBackInTime() {
        long begin = System.nanoTime();

        claimFails(farEndLedger().timeout(TIMEOUT).build());

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.plus(SLACK));
    }

    private DynamoDbLedger.Builder farEndLedger() {
        return LocalDynamoDb.ledger(LocalDynamoDb.TABLE, URI.create(farEnd.url("/")));
    }

    private IOException claimFails(DynamoDbLedger ledger) {
        try (ledger) {
            IOException fault = catchThrowableOfType(IOException.class, () -> ledger.claim(entry, LEASE));
            assertThat(fault).isNotNull();
            return fault;
        }
    }

    private static HttpAnswer refusal(int status, String code) {
        String body = "{\"__type\":\"com.amazon.coral.service#" + code
                + "\",\"message\":\"a message of the server's, for AKIDEXAMPLE\"}";
        return HttpAnswer.of(status, body)
                .with("Content-Type", "application/x-amz-json-1.0")
                .with("x-amzn-RequestId", "R1");
    }
}
