package io.github.guarddutynotify.examples.lambda;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Calls the handler with the event on standard input, as Lambda does once, and prints its answer: a cold start to look at,
 * to measure, and to train a cache of classes with.
 */
public final class OneEvent {
    private OneEvent() {}

    /**
     * Runs it.
     *
     * @param args none
     * @throws IOException if the event can't be read or the answer not be written
     * @throws IncompleteDeliveryException as the handler does
     */
    public static void main(String[] args) throws IOException {
        GuardDutyHandler handler = new GuardDutyHandler();
        OutputStream answer = new BufferedOutputStream(System.out);
        handler.handleRequest(System.in, answer, null);
        answer.flush();
    }
}
