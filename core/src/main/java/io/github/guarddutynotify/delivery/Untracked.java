package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.notification.Notification;

/** A notification that is not about one finding, such as a test message: it is told each time. */
record Untracked(Notification notification) implements Subject {
    @Override
    public boolean isTracked() {
        return false;
    }
}
