package io.github.guarddutynotify.notification;

/** The sections, in the order in which they are told. */
enum Topic {
    HAPPENED("What happened"),
    TIMELINE("Timeline"),
    ACTOR("Who did it"),
    AFFECTED("What is affected"),
    NEXT("What to do first"),
    EVIDENCE("Evidence"),
    WHEN_AND_WHERE("When and where"),
    OTHER("Other details");

    private final String heading;

    Topic(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }
}
