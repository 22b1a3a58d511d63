package io.github.guarddutynotify.ledger.dynamodb;

import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.delivery.HeldStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * A ledger in a DynamoDB table, which outlives the process and is shared by all that name the table: across restarts,
 * Lambda environments and machines the same event is told once.
 *
 * <p>The table is yours to create, with
 *
 * <ul>
 *   <li>the partition key {@code finding} and the sort key {@code destination}, both strings
 *   <li>TTL on the attribute {@code expiresAt}; without it nothing breaks, but nothing is ever cleared away either
 *   <li>billing on demand, since findings come in bursts
 *   <li>permission to do {@code dynamodb:UpdateItem} and {@code dynamodb:PutItem}; with a digest or quiet hours {@code
 *       dynamodb:Query} and {@code dynamodb:DeleteItem} too; nothing else
 * </ul>
 *
 * <p>It has one item for each finding and destination, of a few hundred bytes: {@code severity}, {@code count}, {@code
 * updatedAt}, {@code toldAt} and {@code reference} of the last telling, {@code owed} if it left recipients out, {@code claim} and {@code leaseEnd} while someone
 * tells. Each call is one conditional write. DynamoDB clears an item away some days after its {@code expiresAt}; until then
 * it counts, so nothing here depends on when that happens. What is held for a digest or the end of quiet hours is an item of
 * its own under {@code held for DESTINATION}, which does not expire.
 *
 * <p>Leases are measured by the clocks of those who claim. The notifier's end ten seconds after its call, so clocks may
 * differ by that much before two could tell the same thing; AWS keeps those of its hosts within milliseconds.
 *
 * <p>A call that fails is made a second time, which is safe: a claim whose answer was lost is granted again, to the same
 * claimant. Safe for use by many threads. The client is opened by the first call, so making a ledger costs nothing; {@link #connect}
 * is a call for that.
 */
public final class DynamoDbLedger implements DeliveryLedger {
    /** No finding's key: those begin with an account. */
    private static final Entry NOBODYS = new Entry("connecting", "connecting");

    private final LedgerTable table;
    private final InstantSource clock;
    private final Duration retention;

    private DynamoDbLedger(Builder builder) {
        this.table = new LedgerTable(
                builder.table, new Connection(builder.region, builder.endpoint, builder.credentials, builder.timeout));
        this.clock = builder.clock;
        this.retention = builder.retention;
    }

    /**
     * A ledger with every default: region and credentials as the SDK finds them, in Lambda those of the function.
     *
     * @param table the table's name
     * @return the ledger
     * @throws IllegalArgumentException if a table can't have that name
     */
    public static DynamoDbLedger inTable(String table) {
        return builder(table).build();
    }

    /**
     * Begins a ledger.
     *
     * @param table the table's name
     * @return the builder
     */
    public static Builder builder(String table) {
        return new Builder(table);
    }

    /**
     * Loads and connects the client now, which otherwise takes the time of the first finding; asks the table something that
     * changes nothing. A host calls it when it starts.
     *
     * @throws IOException if the table can't be asked, naming the remedy; the ledger can be used nevertheless
     */
    public void connect() throws IOException {
        release(NOBODYS, "nobody's");
    }

    @Override
    public Claim claim(Entry entry, Duration lease) throws IOException {
        Instant now = clock.instant();
        Instant end = now.plus(lease);
        String token = UUID.randomUUID().toString();
        try {
            Map<String, AttributeValue> before = table.ask(dynamo -> dynamo.updateItem(update -> update.tableName(
                                    table.name())
                            .key(LedgerItem.key(entry))
                            // the last part is for the SDK's second attempt, when the first got through unanswered
                            .conditionExpression("attribute_not_exists(claim) OR leaseEnd <= :now OR claim = :claim")
                            .updateExpression("SET claim = :claim, leaseEnd = :leaseEnd, expiresAt = :expiresAt")
                            .expressionAttributeValues(Map.of(
                                    ":now", LedgerItem.time(now),
                                    ":claim", LedgerItem.text(token),
                                    ":leaseEnd", LedgerItem.leaseEnd(end),
                                    ":expiresAt", LedgerItem.expiry(now.plus(retention))))
                            .returnValues(ReturnValue.ALL_OLD)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
                    .attributes();
            return new Granted(token, LedgerItem.telling(before).orElse(null));
        } catch (ConditionalCheckFailedException claimed) {
            return new InFlight(LedgerItem.leaseEnd(claimed.item()).orElse(end));
        }
    }

    @Override
    public void told(Entry entry, String token, Telling telling) throws IOException {
        Instant expiry = clock.instant().plus(retention);
        table.unlessChanged(dynamo -> dynamo.putItem(put -> put.tableName(table.name())
                .item(LedgerItem.of(entry, telling, expiry))
                .conditionExpression("claim = :claim")
                .expressionAttributeValues(Map.of(":claim", LedgerItem.text(token)))));
    }

    @Override
    public void release(Entry entry, String token) throws IOException {
        table.unlessChanged(dynamo -> dynamo.updateItem(update -> update.tableName(table.name())
                .key(LedgerItem.key(entry))
                .conditionExpression("claim = :claim")
                .updateExpression("REMOVE claim, leaseEnd")
                .expressionAttributeValues(Map.of(":claim", LedgerItem.text(token)))));
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    /**
     * What is held, in the same table.
     *
     * @return the store
     */
    @Override
    public Optional<HeldStore> held() {
        return Optional.of(new HeldItems(table));
    }

    @Override
    public void close() {
        table.close();
    }

    @Override
    public String toString() {
        return "DynamoDbLedger[" + table.name() + "]";
    }

    /** Says where the table is and how long it remembers; for use by one thread. */
    public static final class Builder {
        /** GuardDuty's own <a href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_limits.html">retention</a>. */
        private static final Duration FINDING_RETENTION = Duration.ofDays(90);

        private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);

        /** A tenth of a notifier's thirty seconds. */
        private static final Duration TENTH_OF_A_CALL = Duration.ofSeconds(3);

        private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);

        /** By DynamoDB's <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">naming rules</a>. */
        private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

        private final String table;
        private @Nullable Region region;
        private @Nullable URI endpoint;
        private @Nullable AwsCredentialsProvider credentials;
        private Duration retention = FINDING_RETENTION;
        private Duration timeout = TENTH_OF_A_CALL;
        private InstantSource clock = InstantSource.system();

        private Builder(String table) {
            this.table = table;
        }

        /**
         * Sets the table's region; default as the SDK finds it, such as {@code AWS_REGION}.
         *
         * @param name such as {@code eu-west-1}
         * @return this
         */
        public Builder region(String name) {
            this.region = Region.of(name);
            return this;
        }

        /**
         * Sets where DynamoDB is, such as a VPC endpoint or a DynamoDB Local; default the region's own endpoint.
         *
         * @param url an http or https URL
         * @return this
         */
        public Builder endpoint(URI url) {
            this.endpoint = url;
            return this;
        }

        /**
         * Sets whose credentials are used; default as the SDK finds them, in Lambda those of the function's role.
         *
         * @param provider gives them whenever they are needed; it stays the caller's to close
         * @return this
         */
        public Builder credentials(AwsCredentialsProvider provider) {
            this.credentials = provider;
            return this;
        }

        /**
         * Sets how long an item is kept at least after it was last claimed or told; default the 90 days for which
         * GuardDuty keeps a finding.
         *
         * @param duration a day or more
         * @return this
         */
        public Builder retention(Duration duration) {
            this.retention = duration;
            return this;
        }

        /**
         * Sets how long a call may take, its second attempt included; default 3 s. A notifier waits for a tenth of its
         * own time limit and then goes on without the ledger, so this need only be changed with that limit.
         *
         * @param duration 100 ms or more
         * @return this
         */
        public Builder timeout(Duration duration) {
            this.timeout = duration;
            return this;
        }

        /**
         * Sets what tells the time; default the system's clock.
         *
         * @param source the clock
         * @return this
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /**
         * Makes the ledger, without asking DynamoDB anything.
         *
         * @return the ledger
         * @throws IllegalArgumentException if a setting makes no sense
         */
        public DynamoDbLedger build() {
            require(
                    TABLE.matcher(table).matches(),
                    "a table's name is 3 to 255 letters, digits, dots, dashes and underscores");
            require(retention.compareTo(SHORTEST_RETENTION) >= 0, "retention is a day or more");
            require(timeout.compareTo(SHORTEST_TIMEOUT) >= 0, "timeout is 100 ms or more");
            require(endpoint == null || isHttp(endpoint), "endpoint is an http or https URL with a host");
            return new DynamoDbLedger(this);
        }

        private static void require(boolean isMet, String rule) {
            if (!isMet) {
                throw new IllegalArgumentException(rule);
            }
        }

        private static boolean isHttp(URI url) {
            return url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()));
        }
    }
}
