package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.config.Settings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads mail addresses strictly: one address, in ASCII, with a domain, and nothing that could end a header line. */
final class MailAddress {
    /**
     * What goes over the wire without SMTPUTF8, and without the quoted local parts that no one uses; 254 characters by <a
     * href="https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.3">RFC 5321</a>.
     */
    private static final Pattern ADDRESS =
            Pattern.compile("(?=.{3,254}$)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9.-]+|\\[[0-9A-Za-z:.]+])");

    private MailAddress() {}

    /** The addresses of a setting: one, or a list of them. */
    static List<InternetAddress> all(Settings settings, String key) {
        List<String> texts = settings.texts(key);
        List<InternetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String place = texts.size() == 1 ? key : key + "[" + i + "]";
            parse(settings, place, texts.get(i)).ifPresent(addresses::add);
        }
        return List.copyOf(addresses);
    }

    /** The address that a finding names: an address and nothing else, or nothing. */
    static Optional<InternetAddress> foreign(String text) {
        try {
            return ADDRESS.matcher(text).matches() ? Optional.of(new InternetAddress(text, true)) : Optional.empty();
        } catch (AddressException malformed) {
            return Optional.empty();
        }
    }

    /** The address; a problem and nothing where it is none, and nothing where it is the stand-in for a missing one. */
    static Optional<InternetAddress> parse(Settings settings, String place, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            InternetAddress address = new InternetAddress(text, true);
            if (isPlain(text) && ADDRESS.matcher(address.getAddress()).matches()) {
                return Optional.of(withEncodedName(address));
            }
        } catch (AddressException malformed) {
            // told below
        }
        settings.problem(
                place,
                "is no mail address; expected NAME@DOMAIN or \"Words <NAME@DOMAIN>\", in ASCII but for the words, and several"
                        + " as a list");
        return Optional.empty();
    }

    private static boolean isPlain(String text) {
        return text.codePoints().noneMatch(Character::isISOControl);
    }

    private static InternetAddress withEncodedName(InternetAddress address) {
        try {
            return new InternetAddress(address.getAddress(), address.getPersonal(), StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException("every JVM has UTF-8", impossible);
        }
    }
}
