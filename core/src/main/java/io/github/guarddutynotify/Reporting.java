package io.github.guarddutynotify;

import io.github.guarddutynotify.delivery.DeliveryReport;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stamps every report for an audit and shows it to the observers. */
final class Reporting {
    private static final Logger LOG = LoggerFactory.getLogger(FindingNotifier.class);

    private final List<Consumer<DeliveryReport>> observers;
    private final InstantSource clock;
    private final @Nullable String configVersion;

    Reporting(List<Consumer<DeliveryReport>> observers, InstantSource clock, @Nullable String configVersion) {
        this.observers = List.copyOf(observers);
        this.clock = clock;
        this.configVersion = configVersion;
    }

    DeliveryReport observed(DeliveryReport report) {
        DeliveryReport stamped = report.stamped(clock.instant(), configVersion);
        observers.forEach(observer -> observe(observer, stamped));
        return stamped;
    }

    private static void observe(Consumer<DeliveryReport> observer, DeliveryReport report) {
        try {
            observer.accept(report);
        } catch (RuntimeException failed) {
            LOG.error("an observer of reports failed: {}", Thrown.where(failed));
        }
    }
}
