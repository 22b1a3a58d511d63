package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.Trial;
import io.github.guarddutynotify.finding.FindingReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has everything loaded that the first finding needs before SnapStart takes its snapshot: reads a finding, composes the
 * message and renders it for every destination. Nothing is sent, nobody is connected to, and the ledger is not asked.
 *
 * <p>Whoever makes one must keep it: the runtime that calls it does not.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime hooks</a>
 */
final class Priming implements Resource {
    private static final Logger LOG = LoggerFactory.getLogger(GuardDutyHandler.class);
    private static final String EVENT = "priming.json";

    private final FindingNotifier notifier;

    private Priming(FindingNotifier notifier) {
        this.notifier = notifier;
    }

    /** Registers the hooks; without SnapStart nobody calls them. */
    static Priming of(FindingNotifier notifier) {
        Priming priming = new Priming(notifier);
        Core.getGlobalContext().register(priming);
        return priming;
    }

    /** A failure costs the first finding some time, and must not cost the deployment. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try (InputStream event = Priming.class.getResourceAsStream(EVENT)) {
            Trial trial = notifier.trial();
            trial.preview(
                    FindingReader.read(Objects.requireNonNull(event, EVENT).readAllBytes()), trial.destinations());
        } catch (IOException | RuntimeException failed) {
            LOG.warn(
                    "nothing was prepared for the snapshot: {}",
                    failed.getClass().getName());
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // connections are made when there is something to tell, so there is none to renew
    }
}
