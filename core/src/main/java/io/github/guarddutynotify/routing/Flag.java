package io.github.guarddutynotify.routing;

import io.github.guarddutynotify.finding.Finding;

/** What is true of a finding or not. */
public enum Flag {
    /** One of GuardDuty's sample findings. */
    SAMPLE("sample"),
    /** Archived by someone. */
    ARCHIVED("archived");

    private final String key;

    Flag(String key) {
        this.key = key;
    }

    /**
     * The key that a configuration has for it.
     *
     * @return the key
     */
    public String key() {
        return key;
    }

    boolean of(Finding finding) {
        return switch (this) {
            case SAMPLE -> finding.isSample();
            case ARCHIVED -> finding.isArchived();
        };
    }
}
