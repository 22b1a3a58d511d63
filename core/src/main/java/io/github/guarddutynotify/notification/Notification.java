package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be told, the same for every medium.
 *
 * <p>All text in it is {@linkplain PlainText#clean clean}. Title and summary stand alone and may hold foreign text, so a
 * channel {@linkplain PlainText#defang defangs} and escapes them as it does a foreign fact. Immutable and safe for use by
 * many threads.
 */
public final class Notification {
    private final String title;
    private final String summary;
    private final Severity severity;
    private final List<Section> sections;
    private final List<Link> links;
    private final String dedupKey;
    private final String threadKey;
    private final List<Finding> findings;

    private Notification(Builder builder) {
        this.title = builder.title;
        this.summary = builder.summary;
        this.severity = builder.severity;
        this.sections = List.copyOf(builder.sections);
        this.links = List.copyOf(builder.links);
        this.dedupKey = builder.dedupKey;
        this.threadKey = builder.threadKey;
        this.findings = List.copyOf(builder.findings);
    }

    /**
     * Starts a notification.
     *
     * @param title one line that says what happened; made clean
     * @param severity how bad it is
     * @return a builder without summary, sections, links, keys and findings
     */
    public static Builder builder(String title, Severity severity) {
        return new Builder(title, severity);
    }

    /**
     * Starts a notification that differs from this one.
     *
     * @return a builder that holds all of this one
     */
    public Builder toBuilder() {
        Builder builder = new Builder(title, severity);
        builder.summary = summary;
        builder.sections.addAll(sections);
        builder.links.addAll(links);
        builder.dedupKey = dedupKey;
        builder.threadKey = threadKey;
        builder.findings.addAll(findings);
        return builder;
    }

    /**
     * The same with other facts.
     *
     * @param other the sections; those without facts are left out
     * @return the new notification
     */
    public Notification withSections(List<Section> other) {
        Builder builder = toBuilder();
        builder.sections.clear();
        other.forEach(builder::section);
        return builder.build();
    }

    /**
     * One line that says what happened.
     *
     * @return the title; it may hold foreign text
     */
    public String title() {
        return title;
    }

    /**
     * One sentence that says how bad it is, where, and what is affected.
     *
     * @return the summary; it may hold foreign text, and it may be empty
     */
    public String summary() {
        return summary;
    }

    /**
     * How bad it is.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * The facts, by what they are about.
     *
     * @return the sections, the most telling first; none is empty
     */
    public List<Section> sections() {
        return sections;
    }

    /**
     * Where to go from here.
     *
     * @return the links, the most useful first
     */
    public List<Link> links() {
        return links;
    }

    /**
     * Tells this notification from every other, an update of the same finding included.
     *
     * @return the key; empty where the notification is not about a finding
     */
    public String dedupKey() {
        return dedupKey;
    }

    /**
     * Tells what this notification is about: the same for all updates of a finding.
     *
     * @return the key; empty where the notification is not about a finding
     */
    public String threadKey() {
        return threadKey;
    }

    /**
     * The findings behind it, for what only one medium wants.
     *
     * @return one; many in a digest; none in a test message
     */
    public List<Finding> findings() {
        return findings;
    }

    /** Names the severity only: the text is an attacker's in part. */
    @Override
    public String toString() {
        return "Notification[" + severity + ", " + findings.size() + " findings]";
    }

    /** Puts a notification together; for use by one thread. */
    public static final class Builder {
        private String title;
        private final Severity severity;
        private final List<Section> sections = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private String summary = "";
        private String dedupKey = "";
        private String threadKey = "";

        private Builder(String title, Severity severity) {
            this.title = PlainText.oneLine(title);
            this.severity = severity;
        }

        /**
         * Sets the line that says what happened.
         *
         * @param text the title; made clean
         * @return this
         */
        public Builder title(String text) {
            this.title = PlainText.oneLine(text);
            return this;
        }

        /**
         * Sets the sentence that says how bad it is, where, and what is affected.
         *
         * @param text the summary; made clean
         * @return this
         */
        public Builder summary(String text) {
            this.summary = PlainText.oneLine(text);
            return this;
        }

        /**
         * Adds a section; one without facts is left out.
         *
         * @param section the section
         * @return this
         */
        public Builder section(Section section) {
            if (!section.facts().isEmpty()) {
                sections.add(section);
            }
            return this;
        }

        /**
         * Adds a link.
         *
         * @param link the link
         * @return this
         */
        public Builder link(Link link) {
            links.add(link);
            return this;
        }

        /**
         * Sets the keys.
         *
         * @param thread tells what the notification is about
         * @param dedup tells it from every other
         * @return this
         */
        public Builder keys(String thread, String dedup) {
            this.threadKey = thread;
            this.dedupKey = dedup;
            return this;
        }

        /**
         * Adds a finding behind the notification.
         *
         * @param finding the finding
         * @return this
         */
        public Builder finding(Finding finding) {
            findings.add(finding);
            return this;
        }

        /**
         * Ends it.
         *
         * @return the notification
         */
        public Notification build() {
            return new Notification(this);
        }
    }
}
