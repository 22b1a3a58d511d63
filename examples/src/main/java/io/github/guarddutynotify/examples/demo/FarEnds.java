package io.github.guarddutynotify.examples.demo;

import java.io.IOException;
import java.util.List;

/**
 * The demo's far ends alone, for a program that needs someone to talk to: prints the environment that leads to them, a
 * variable a line and then an empty one, and serves until its standard input ends.
 */
public final class FarEnds {
    private static final String TRAY = "one";

    private FarEnds() {}

    /**
     * Runs them.
     *
     * @param args none
     * @throws IOException if one can't be started
     */
    public static void main(String[] args) throws IOException {
        try (Trouble none = Trouble.none();
                FarEnd slack = WebhookEnd.slack(none);
                FarEnd chat = WebhookEnd.googleChat(none);
                FarEnd mail = MailEnd.start(none);
                FarEnd sns = SnsEnd.start(none)) {
            for (FarEnd farEnd : List.of(slack, chat, mail, sns)) {
                farEnd.environment(TRAY).forEach((name, value) -> System.out.println(name + "=" + value));
            }
            System.out.println();
            System.in.readAllBytes();
        }
    }
}
