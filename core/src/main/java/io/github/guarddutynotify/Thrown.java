package io.github.guarddutynotify;

/** What a log says of an exception of the caller's code: never its message, which may hold the finding's text. */
final class Thrown {
    private Thrown() {}

    static String where(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return thrown.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
    }
}
