package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says of a finding what happened, who did it, what is affected, what to do first, on what evidence, when and where.
 *
 * <p>Never fails: what a finding lacks is left out. Unless built otherwise: accounts go by their ids, links lead to the
 * public consoles of the partitions {@code aws}, {@code aws-us-gov} and {@code aws-cn} and are left out for others, there is
 * no link through an access portal, and no age is told. Immutable and safe for use by many threads.
 */
public final class NotificationComposer implements Function<Finding, Notification> {
    private static final String SEQUENCE = "AttackSequence";

    private static final int SENTENCE = 80;

    private final Map<String, String> accountNames;
    private final ConsoleLinks console;
    private final @Nullable InstantSource clock;

    /** Makes a composer without names, portal and clock. */
    public NotificationComposer() {
        this(builder());
    }

    private NotificationComposer(Builder builder) {
        this.accountNames = Map.copyOf(builder.accountNames);
        this.console = new ConsoleLinks(builder.consoleBase, builder.portal, builder.portalRole);
        this.clock = builder.clock;
    }

    /**
     * Starts a composer.
     *
     * @return a builder of what {@link #NotificationComposer()} makes
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Notification apply(Finding finding) {
        Optional<Affected> affected = Affected.of(finding);
        Remedy remedy = Remedy.of(finding, affected);
        String threadKey = threadKey(finding);
        String age = age(finding);
        Notification.Builder notification = Notification.builder(
                        SampleMark.title(finding, finding.type().category() + ": "), finding.severity())
                .summary(summary(finding, affected, age))
                .keys(threadKey, dedupKey(threadKey, finding))
                .finding(finding);
        facts(finding, remedy, age)
                .forEach((topic, facts) -> notification.section(new Section(topic.heading(), withoutRepeats(facts))));
        console.toFinding(finding).ifPresent(notification::link);
        console.toAttackSequence(finding).ifPresent(notification::link);
        affected.flatMap(resource -> console.toResource(finding, resource)).ifPresent(notification::link);
        console.throughPortal(finding).ifPresent(notification::link);
        UserGuide.aboutType(finding.type()).ifPresent(notification::link);
        notification.link(UserGuide.aboutRemedy(remedy));
        return notification.build();
    }

    /** Such as: High severity · EC2 instance i-0123 · production (111122223333) · eu-west-1 · 3 times, last 5 minutes ago. */
    private String summary(Finding finding, Optional<Affected> affected, String age) {
        StringJoiner parts = new StringJoiner(" · ").add(finding.severity().word() + " severity");
        affected.map(Affected::words)
                .or(() -> finding.resourceType().filter(type -> !type.equals(SEQUENCE)))
                .ifPresent(parts::add);
        finding.accountId().map(this::accountInSummary).ifPresent(parts::add);
        finding.region().ifPresent(parts::add);
        String seen = seen(finding, age);
        if (!seen.isEmpty()) {
            parts.add(seen);
        }
        if (finding.isArchived()) {
            parts.add("archived");
        }
        return parts.toString();
    }

    private String accountInSummary(String id) {
        String name = accountNames.get(id);
        return name == null ? "account " + id : name + " (" + id + ")";
    }

    private static String seen(Finding finding, String age) {
        String times = finding.count() > 1 ? "seen " + finding.count() + " times" : "";
        if (age.isEmpty()) {
            return times;
        }
        return times.isEmpty() ? "seen " + age : times + ", last " + age;
    }

    /** How long ago it was last seen; empty without a clock, or where it lies ahead. */
    private String age(Finding finding) {
        InstantSource source = clock;
        if (source == null) {
            return "";
        }
        Instant now = source.instant();
        return finding.lastSeen()
                .filter(seen -> !seen.isAfter(now))
                .map(seen -> Wording.ago(Duration.between(seen, now)))
                .orElse("");
    }

    private Map<Topic, List<Fact>> facts(Finding finding, Remedy remedy, String age) {
        Map<Topic, List<Fact>> facts = new EnumMap<>(Topic.class);
        List<Fact> happened = new ArrayList<>();
        facts.put(Topic.HAPPENED, happened);
        finding.description().ifPresent(text -> happened.add(new Fact("Description", new Fact.Foreign(text.strip()))));
        happened.add(new Fact("Finding type", type(finding)));
        happened.add(new Fact("Severity", new Fact.Own(severity(finding))));
        FactTable.tell(finding.document(), facts);
        facts.put(Topic.NEXT, NextSteps.facts(finding, remedy));
        whenAndWhere(finding, age, facts.computeIfAbsent(Topic.WHEN_AND_WHERE, topic -> new ArrayList<>()));
        facts.put(Topic.OTHER, OtherDetails.facts(finding.document()));
        return facts;
    }

    private void whenAndWhere(Finding finding, String age, List<Fact> facts) {
        String times = finding.count() == 1 ? "once" : finding.count() + " times";
        facts.add(new Fact("Seen", new Fact.Own(age.isEmpty() ? times : times + ", last " + age)));
        finding.accountId().ifPresent(id -> facts.add(new Fact("Account", account(id))));
        finding.region().ifPresent(region -> facts.add(new Fact("Region", new Fact.Foreign(region))));
        if (finding.isArchived()) {
            facts.add(new Fact("State", new Fact.Own("archived: someone has dealt with it, or put it aside")));
        }
        facts.add(new Fact("Finding id", new Fact.Code(finding.id())));
    }

    private Fact.Value account(String id) {
        String name = accountNames.get(id);
        return name == null ? new Fact.Foreign(id) : new Fact.Own(name + " (" + id + ")");
    }

    /** Two rows may tell of the same, and a sequence describes itself as its finding does. */
    private static List<Fact> withoutRepeats(List<Fact> facts) {
        List<Fact> kept = new ArrayList<>(facts.size());
        for (Fact fact : facts) {
            if (!isAmong(kept, fact)) {
                kept.add(fact);
            }
        }
        return kept;
    }

    /** One by one, because a topic has a few dozen facts, whose labels tell nearly all of them apart. */
    private static boolean isAmong(List<Fact> told, Fact fact) {
        for (Fact other : told) {
            boolean isComparable = other.label().equals(fact.label()) || (isSentence(other) && isSentence(fact));
            if (isComparable && other.value().text().equals(fact.value().text())) {
                return true;
            }
        }
        return false;
    }

    /** A text of this length is not the same twice by chance. */
    private static boolean isSentence(Fact fact) {
        return fact.value() instanceof Fact.Foreign foreign && foreign.text().length() > SENTENCE;
    }

    /** A well-formed type is GuardDuty's word: it keeps the dots that foreign text would lose. */
    private static Fact.Value type(Finding finding) {
        String text = finding.type().text();
        return finding.type().isWellFormed() ? new Fact.Own(text) : new Fact.Foreign(text);
    }

    /** The number as GuardDuty wrote it: rounding would make 8.95 look critical. */
    private static String severity(Finding finding) {
        return finding.severityScore().isPresent()
                ? finding.severity().word()
                        + finding.text("/severity")
                                .map(score -> " (" + score + ")")
                                .orElse("")
                : "Unknown: the finding does not say";
    }

    /** The same on the member's and on the administrator's bus. */
    private static String threadKey(Finding finding) {
        return "guardduty/" + encoded(finding.accountId().orElse("-")) + "/"
                + encoded(finding.region().orElse("-")) + "/" + encoded(finding.id());
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }

    private static String dedupKey(String threadKey, Finding finding) {
        String updated = finding.updatedAt().map(Object::toString).orElse("-");
        return threadKey + "/" + updated + "/" + finding.count() + "/" + finding.severity();
    }

    /** Says how a composer is to be; for use by one thread. */
    public static final class Builder {
        private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

        private final Map<String, String> accountNames = new LinkedHashMap<>();
        private @Nullable URI consoleBase;
        private @Nullable URI portal;
        private String portalRole = "";
        private @Nullable InstantSource clock;

        private Builder() {}

        /**
         * Sets by which name an account goes; it may be set again and again.
         *
         * @param id the twelve digits
         * @param name the name
         * @return this
         * @throws IllegalArgumentException if the id is none or the name is blank
         */
        public Builder accountName(String id, String name) {
            if (!ACCOUNT.matcher(id).matches()) {
                throw new IllegalArgumentException("an account id has 12 digits, but this is: " + id);
            }
            if (name.isBlank()) {
                throw new IllegalArgumentException("the name of account " + id + " is blank");
            }
            accountNames.put(id, name);
            return this;
        }

        /**
         * Sets where the console is, instead of the partition's public address; for partitions whose console is not
         * known.
         *
         * @param address such as {@code https://console.amazonaws.eu}
         * @return this
         * @throws IllegalArgumentException if it is not https with a host
         */
        public Builder consoleBase(URI address) {
            this.consoleBase = new Link("console", address).target();
            return this;
        }

        /**
         * Sets the access portal of IAM Identity Center through which a link leads to the finding.
         *
         * @param address such as {@code https://example.awsapps.com/start}
         * @param role the permission set to enter with; empty to let the reader choose
         * @return this
         * @throws IllegalArgumentException if it is not https with a host
         */
        public Builder accessPortal(URI address, String role) {
            this.portal = new Link("access portal", address).target();
            this.portalRole = role;
            return this;
        }

        /**
         * Sets what tells the time, so that a message says how long ago the finding was last seen.
         *
         * @param source the clock
         * @return this
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /**
         * Ends it.
         *
         * @return the composer
         */
        public NotificationComposer build() {
            return new NotificationComposer(this);
        }
    }
}
