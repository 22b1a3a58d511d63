package io.github.guarddutynotify.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task's turn at its destination, anew for each attempt: room beside those who are told at the same time, then a moment
 * of the destination's rate. All of it runs in the loop of {@link Dispatch}.
 */
final class Turn {
    private final Dispatch dispatch;
    private final OpenDestination target;
    private final Runnable resume;
    private @Nullable Runnable inLine;
    private @Nullable Instant moment;
    private boolean inside;

    /** @param resume is called in the loop when there is room for one that stood in line */
    Turn(Dispatch dispatch, OpenDestination target, Runnable resume) {
        this.dispatch = dispatch;
        this.target = target;
        this.resume = resume;
    }

    /**
     * When the attempt may begin. Where that is later, ask again then; where it is after the end of attempts, it won't be in
     * this call.
     */
    Instant begin() {
        if (!inside && inLine == null) {
            standInLine();
        }
        if (!inside) {
            return dispatch.schedule().attemptsEnd();
        }
        boolean isStale = target.pace().isHeld(dispatch.nanoTime());
        Instant next = moment == null || isStale ? nextMoment() : moment;
        moment = next;
        return next;
    }

    private Instant nextMoment() {
        Instant now = dispatch.now();
        Duration latest = Duration.between(now, dispatch.schedule().attemptsEnd());
        return now.plus(target.pace().next(dispatch.nanoTime(), latest));
    }

    private void standInLine() {
        Runnable onRoom = new Runnable() {
            @Override
            public void run() {
                dispatch.post(() -> enterFromLine(this));
            }
        };
        inside = target.gate().enter(onRoom);
        inLine = inside ? null : onRoom;
    }

    /** One that left the line meanwhile has made room again already. */
    private void enterFromLine(Runnable place) {
        if (inLine == place) {
            inLine = null;
            inside = true;
            resume.run();
        }
    }

    /** Whether others are told, as many at once as may be. */
    boolean isInLine() {
        return inLine != null;
    }

    /** Makes room for another; the next attempt asks anew. A second call does nothing. */
    void end() {
        boolean hasRoom = inside || (inLine != null && !target.gate().leaveLine(inLine));
        inside = false;
        inLine = null;
        moment = null;
        if (hasRoom) {
            target.gate().leave();
        }
    }
}
