package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.OpenDestination.Opening;
import io.github.guarddutynotify.notification.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a destination, all of it a channel's code and so for a thread of the executor: opens the destination if
 * it was replaced, and delivers.
 */
final class Attempt implements Callable<DeliveryResult> {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Dispatch dispatch;
    private final OpenDestination target;
    private final Subject subject;
    private final Notification notification;
    private final @Nullable Telling previous;
    private final Set<String> recipients;
    private volatile @Nullable Opening opening;

    /** @param recipients those still owed; empty for all */
    Attempt(Dispatch dispatch, OpenDestination target, Subject subject, Set<String> recipients) {
        this.dispatch = dispatch;
        this.target = target;
        this.subject = subject;
        this.notification = subject.notification();
        this.previous = subject.last().orElse(null);
        this.recipients = recipients;
    }

    /** Its time begins now, not when it began to wait for a thread. */
    @Override
    public DeliveryResult call() throws IOException, InterruptedException {
        Instant now = dispatch.now();
        Duration limit = Duration.between(now, dispatch.schedule().attemptEnd(now, target.timeout()));
        Delivery delivery = Delivery.of(target.adapted(notification), Deadline.in(limit, dispatch::now))
                .after(previous)
                .to(recipients);
        Opening entered = target.enter();
        opening = entered;
        try {
            DeliveryResult result = subject.ask(entered.destination(), delivery);
            if (isRefused(result)) {
                target.replace(entered);
            }
            return result;
        } finally {
            target.leave(entered);
        }
    }

    /** Whether the far end refused who we are: opened again, the destination may have a newer secret. */
    static boolean isRefused(@Nullable DeliveryResult result) {
        return result != null && result.reason().filter(Reason.AUTH::equals).isPresent();
    }

    /** Leaves a destination that hangs to its thread and closes it there; whoever delivers next gets a fresh one. */
    void abandon(Executor executor) {
        Opening hanging = opening;
        if (hanging == null || !target.replace(hanging)) {
            return;
        }
        try {
            executor.execute(() -> target.close(hanging.destination()));
        } catch (RejectedExecutionException closing) {
            LOG.debug("destination {} hangs while the notifier closes", target.name());
        }
    }
}
