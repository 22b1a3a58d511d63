package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.NotifierBuilder;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.examples.lambda.GuardDutyHandler;
import io.github.guarddutynotify.examples.lambda.IncompleteDeliveryException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of the Lambda function, as after a cold start: with a notifier of its own.
 *
 * @param report what an observer of the notifier saw
 * @param answer what the function returned; {@code null} if it failed
 * @param failure what it failed with, so that Lambda would call it again; {@code null} if it returned
 */
record Invocation(
        DeliveryReport report,
        @Nullable String answer,
        @Nullable String failure) {
    /** Calls the function, with the notifier that it builds, on an event that holds one finding. */
    static Invocation of(byte[] event, NotifierBuilder function) throws IOException {
        List<DeliveryReport> seen = new ArrayList<>(1);
        try (FindingNotifier notifier = function.onReport(seen::add).build()) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            new GuardDutyHandler(notifier).handleRequest(new ByteArrayInputStream(event), answer, null);
            return new Invocation(seen.get(0), answer.toString(StandardCharsets.UTF_8), null);
        } catch (IncompleteDeliveryException incomplete) {
            return new Invocation(seen.get(0), null, incomplete.getMessage());
        }
    }
}
