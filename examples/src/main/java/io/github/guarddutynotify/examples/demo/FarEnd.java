package io.github.guarddutynotify.examples.demo;

import java.util.Map;
import java.util.Optional;

/**
 * The other side of a channel, embedded: a server on a free loopback port that answers as its vendor's does and keeps the
 * bytes it got.
 *
 * <p>Every finding has a tray of its own, named in the credential that its notifier shows there, so that no message is
 * taken for another finding's, however late it comes and whatever it says. Safe for use by many threads.
 */
interface FarEnd extends AutoCloseable {
    /** How a message of this end is called in the out folder. */
    String file();

    /** What the references of the configuration stand for, so that messages reach this end and land in a tray. */
    Map<String, String> environment(String tray);

    /** Takes the message out of a tray. */
    Optional<byte[]> take(String tray);

    @Override
    void close();
}
