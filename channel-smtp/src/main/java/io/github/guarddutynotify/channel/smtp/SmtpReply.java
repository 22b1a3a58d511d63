package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.smtp.SmtpServer.Security;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * What a server said, by its <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.2">reply code</a>: 4yz is not now,
 * 5yz is never. Its words are left out, because they may repeat anything; what to do about a refusal is said in ours.
 *
 * @param code the three digits; negative where the connection ended instead
 * @param text code and enhanced code, such as {@code 550 5.1.1}
 * @param sayings what its words say
 */
record SmtpReply(int code, String text, Set<Saying> sayings) {
    private static final Pattern CODES = Pattern.compile("(\\d{3})(?:[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b)?");

    static SmtpReply of(int code, @Nullable String response) {
        String answer = response == null ? "" : response;
        Matcher codes = CODES.matcher(answer);
        String text = codes.lookingAt()
                ? codes.group(1) + (codes.group(2) == null ? "" : " " + codes.group(2))
                : String.valueOf(code);
        return new SmtpReply(code, text, Saying.in(answer));
    }

    boolean isYes() {
        return code >= 200 && code < 300;
    }

    private boolean isForNow() {
        return code >= 400 && code < 500;
    }

    /** What a server has against our connecting to it, or our login. */
    static DeliveryResult toConnecting(MessagingException thrown, SMTPTransport transport, SmtpServer server)
            throws IOException {
        throwIfUnasked(thrown);
        SmtpReply reply = of(transport.getLastReturnCode(), transport.getLastServerResponse());
        boolean isLogin = thrown instanceof AuthenticationFailedException;
        if (reply.code < 0) {
            throw connectionEnded();
        }
        if (reply.isForNow()) {
            return DeliveryResult.deferred(
                    reply.reasonForNow(), "the server answered " + reply.text + (isLogin ? " to the login" : ""));
        }
        if (isLogin) {
            return DeliveryResult.rejected(Reason.AUTH, reply.refusedLogin(transport, server));
        }
        if (server.security() == Security.STARTTLS && !transport.supportsExtension("STARTTLS")) {
            return DeliveryResult.rejected(
                    Reason.TLS,
                    "the server offers no STARTTLS, so nothing was sent; use its port for clients (587), or set security to tls"
                            + " if this port speaks TLS from the first byte");
        }
        return DeliveryResult.rejected(
                reply.code == 530 ? Reason.AUTH : Reason.NOT_FOUND,
                "the server answered " + reply.text
                        + " before any mail: it takes none from here; use your provider's port for clients (587 or 465)");
    }

    private String refusedLogin(SMTPTransport transport, SmtpServer server) {
        boolean byToken = server.login() != null && server.login().isByToken();
        if (code < 500) {
            boolean takesTokens = String.valueOf(transport.getExtensionParameter("AUTH"))
                    .toUpperCase(Locale.ROOT)
                    .contains("XOAUTH2");
            return "the server offers none of the ways to log in; "
                    + (takesTokens && !byToken
                            ? "it takes a token: set accessToken instead of password"
                            : "see the setting auth");
        }
        String usual = byToken
                ? "the token may have ended, or lack the scope for SMTP; see accessToken"
                : "check username and password";
        return "the server answered " + text + " to the login: "
                + sayings.stream()
                        .filter(Saying::isOfLogin)
                        .map(Saying::advice)
                        .findFirst()
                        .orElse(usual);
    }

    /** What a server has against a mail or some of its recipients. */
    static DeliveryResult toMail(MessagingException thrown, MailMessage message, boolean othersHaveIt)
            throws IOException {
        throwIfUnasked(thrown);
        Map<String, SmtpReply> refusals = refusals(thrown);
        if (refusals.values().stream().anyMatch(reply -> reply.code < 0)) {
            throw connectionEnded();
        }
        boolean isTaken = thrown instanceof SendFailedException failed && sentTo(failed) > 0;
        if (isTaken) {
            return taken(refusals, message);
        }
        if (thrown instanceof SMTPSendFailedException failed) {
            return of(failed.getReturnCode(), failed.getMessage()).toWholeMail(failed.getCommand());
        }
        if (refusals.isEmpty()) {
            throw new IOException("the mail could not be handed in", thrown);
        }
        return takenByNobody(refusals, message, othersHaveIt);
    }

    private static int sentTo(SendFailedException failed) {
        return failed.getValidSentAddresses() == null ? 0 : failed.getValidSentAddresses().length;
    }

    private static DeliveryResult taken(Map<String, SmtpReply> refusals, MailMessage message) {
        Set<String> owed = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        refusals.forEach((address, reply) -> (reply.isForNow() ? owed : refused).add(address));
        DeliveryResult result = owed.isEmpty()
                ? DeliveryResult.accepted(message.id())
                : DeliveryResult.deferred(reasonForNow(refusals), "refused for now: " + told(refusals, owed))
                        .owing(owed);
        return result.refusing(refused);
    }

    /** If one is refused for now, all are tried again: who is owed is told only once somebody has the mail. */
    private static DeliveryResult takenByNobody(
            Map<String, SmtpReply> refusals, MailMessage message, boolean othersHaveIt) {
        if (refusals.values().stream().anyMatch(SmtpReply::isForNow)) {
            return DeliveryResult.deferred(
                    reasonForNow(refusals), "refused for now: " + told(refusals, refusals.keySet()));
        }
        return othersHaveIt ? DeliveryResult.accepted(message.id()).refusing(refusals.keySet()) : forGood(refusals);
    }

    /** What it means that some recipients were refused where there is no mail yet. */
    static DeliveryResult toRecipients(Map<String, SmtpReply> refusals) {
        return refusals.values().stream().allMatch(SmtpReply::isForNow)
                ? DeliveryResult.deferred(
                        reasonForNow(refusals),
                        "refused for now: " + told(refusals, refusals.keySet())
                                + "; a server that greylists takes them some minutes later")
                : forGood(refusals);
    }

    private static DeliveryResult forGood(Map<String, SmtpReply> refusals) {
        boolean isRelay = refusals.values().stream().anyMatch(reply -> reply.sayings.contains(Saying.NO_RELAY));
        return DeliveryResult.rejected(
                Reason.NOT_FOUND,
                "refused: " + told(refusals, refusals.keySet()) + "; "
                        + (isRelay ? Saying.NO_RELAY.advice() : "check the addresses in to, cc and bcc"));
    }

    private static Reason reasonForNow(Map<String, SmtpReply> refusals) {
        return refusals.values().stream()
                .filter(SmtpReply::isForNow)
                .map(SmtpReply::reasonForNow)
                .findFirst()
                .orElse(Reason.SERVER_ERROR);
    }

    private static String told(Map<String, SmtpReply> refusals, Set<String> addresses) {
        StringBuilder told = new StringBuilder();
        refusals.forEach((address, reply) -> {
            if (addresses.contains(address)) {
                told.append(told.isEmpty() ? "" : ", ")
                        .append(address)
                        .append(" (")
                        .append(reply.text)
                        .append(')');
            }
        });
        return told.toString();
    }

    /** Each recipient that was refused, in the order in which they were named. */
    private static Map<String, SmtpReply> refusals(MessagingException thrown) {
        Map<String, SmtpReply> refusals = new LinkedHashMap<>();
        for (Exception next = thrown; next instanceof MessagingException one; next = one.getNextException()) {
            if (one instanceof SMTPAddressFailedException failed) {
                refusals.put(failed.getAddress().getAddress(), of(failed.getReturnCode(), failed.getMessage()));
            }
        }
        return refusals;
    }

    private DeliveryResult toWholeMail(String command) throws IOException {
        if (code < 0) {
            throw connectionEnded();
        }
        if (command.startsWith("MAIL")) {
            return toSender();
        }
        String detail = "the server answered " + text + " to the mail";
        return isForNow()
                ? DeliveryResult.deferred(reasonForNow(), detail)
                : DeliveryResult.rejected(reasonForGood(), detail);
    }

    /** What a server says to the sender, refusing the mail with it. */
    DeliveryResult toSender() {
        String detail = "the server answered " + text + " to the sender";
        if (isForNow()) {
            return DeliveryResult.deferred(reasonForNow(), detail);
        }
        Reason reason = reasonForGood();
        return DeliveryResult.rejected(
                reason,
                switch (reason) {
                    case AUTH -> detail + ": it wants a login; set username and password, or accessToken";
                    case TOO_LARGE -> detail + ": the mail is too large for it";
                    default -> detail + "; set from to an address that exists and that this login may send as";
                });
    }

    private Reason reasonForGood() {
        return switch (code) {
            case 530, 534, 535, 538 -> Reason.AUTH;
            case 552 -> Reason.TOO_LARGE;
            default -> text.endsWith(" 5.3.4") ? Reason.TOO_LARGE : Reason.INVALID_MESSAGE;
        };
    }

    private Reason reasonForNow() {
        return sayings.contains(Saying.THROTTLED) ? Reason.RATE_LIMITED : Reason.SERVER_ERROR;
    }

    /** What broke below SMTP is not the server's answer. */
    static void throwIfUnasked(MessagingException thrown) throws IOException {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException unasked) {
                throw unasked;
            }
        }
    }

    static IOException connectionEnded() {
        return new EOFException("the server ended the connection, or did not speak SMTP");
    }
}
