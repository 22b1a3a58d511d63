package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import java.io.IOException;
import java.util.Optional;

/** Asks whether a destination would take a message, and tells it nothing. */
final class Probe implements Subject {
    private static final Notification NOTHING =
            Notification.builder("Probe", Severity.UNKNOWN).build();

    /** Written by the attempt, read by the loop after that has ended. */
    private volatile boolean unproven;

    @Override
    public DeliveryResult ask(Destination destination, Delivery delivery) throws IOException, InterruptedException {
        Optional<DeliveryResult> answer = destination.probe(delivery.deadline());
        unproven = answer.isEmpty();
        return answer.orElse(DeliveryResult.accepted());
    }

    /** The line of a destination that can't be asked says so. */
    DestinationReport line(DestinationReport report) {
        return unproven
                ? DestinationReport.skipped(
                        report.destination(),
                        Reason.UNPROVEN,
                        "this channel can't be asked without sending; send it a test message")
                : report;
    }

    @Override
    public boolean isTracked() {
        return false;
    }

    @Override
    public Notification notification() {
        return NOTHING;
    }
}
