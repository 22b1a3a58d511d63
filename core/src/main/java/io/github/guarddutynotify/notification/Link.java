package io.github.guarddutynotify.notification;

import java.net.URI;

/**
 * A link that the library or the host made: the only kind that a message may hold alive.
 *
 * @param label what a reader sees
 * @param target where it leads; https
 */
public record Link(String label, URI target) {
    /**
     * Checks that the link leads to a web page.
     *
     * @param label what a reader sees
     * @param target where it leads; https
     * @throws IllegalArgumentException if it is not https with a host
     */
    public Link {
        label = PlainText.oneLine(label);
        if (!"https".equals(target.getScheme()) || target.getHost() == null) {
            throw new IllegalArgumentException("a link leads to an https page; the link \"" + label + "\" does not");
        }
    }
}
