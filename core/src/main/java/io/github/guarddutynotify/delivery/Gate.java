package io.github.guarddutynotify.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many attempts at a destination run at once; who comes later stands in line, first come, first served, and needs
 * no thread for it. Safe for use by many threads.
 */
final class Gate {
    private final int limit;
    private final Deque<Runnable> line = new ArrayDeque<>();
    private int inside;

    Gate(int limit) {
        this.limit = limit;
    }

    /**
     * Goes in, or stands in line.
     *
     * @param onRoom runs in the thread of whoever makes room, once the one in line is inside; it must be quick
     * @return whether the caller is inside at once
     */
    synchronized boolean enter(Runnable onRoom) {
        if (inside < limit) {
            inside++;
            return true;
        }
        line.add(onRoom);
        return false;
    }

    /**
     * Leaves the line.
     *
     * @return false if there was room meanwhile, so that the caller is inside
     */
    synchronized boolean leaveLine(Runnable onRoom) {
        return line.remove(onRoom);
    }

    /** Makes room. */
    void leave() {
        Runnable next = nextInLine();
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable nextInLine() {
        Runnable next = line.poll();
        if (next == null) {
            inside--;
        }
        return next;
    }
}
