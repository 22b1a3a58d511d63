package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/** The server's side of one connection. */
final class SmtpConversation {
    private final SmtpFarEnd farEnd;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private String login = "";
    private String from = "";
    private List<String> to = new ArrayList<>();

    SmtpConversation(SmtpFarEnd farEnd, Socket socket) throws IOException {
        this.farEnd = farEnd;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    void run() throws IOException, InterruptedException {
        boolean goesOn = answer("greeting", "220 loopback ESMTP");
        while (goesOn) {
            String command = line();
            farEnd.heard(command);
            goesOn = handle(command);
        }
    }

    private boolean handle(String command) throws IOException, InterruptedException {
        String verb = command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        return switch (verb) {
            case "EHLO" -> answer(command, greeting());
            case "STARTTLS" -> answer(command, "220 go ahead") && secure(command);
            case "AUTH" -> authenticate(command);
            case "MAIL" -> {
                from = path(command);
                to = new ArrayList<>();
                yield answer(command, "250 2.1.0 ok");
            }
            case "RCPT" -> recipient(command);
            case "DATA" -> data(command);
            case "RSET", "NOOP" -> answer(command, "250 2.0.0 ok");
            case "QUIT" -> {
                send("221 2.0.0 bye");
                yield false;
            }
            default -> answer(command, "500 5.5.1 what?");
        };
    }

    private String greeting() {
        boolean isOpen = farEnd.offersStartTls() && !isSecure();
        return "250-loopback\r\n250-SIZE 10000000\r\n" + (isOpen ? "250 STARTTLS" : "250 AUTH PLAIN LOGIN XOAUTH2");
    }

    private boolean isSecure() {
        return socket instanceof SSLSocket;
    }

    private boolean secure(String command) throws IOException {
        if (farEnd.answerTo(command) == null && farEnd.certificate() != null) {
            SSLSocket tls = (SSLSocket) farEnd.certificate()
                    .context()
                    .getSocketFactory()
                    .createSocket(socket, "127.0.0.1", socket.getPort(), true);
            tls.setUseClientMode(false);
            tls.startHandshake();
            socket = tls;
            in = new BufferedInputStream(tls.getInputStream());
            out = tls.getOutputStream();
        }
        return true;
    }

    private boolean authenticate(String command) throws IOException, InterruptedException {
        String[] words = command.split(" ", 3);
        login = words[1] + " ";
        return switch (words[1]) {
            case "PLAIN" -> {
                String[] parts = decoded(words[2]).split("\0", 3);
                yield checked(command, parts[1], parts[2], SmtpFarEnd.PASSWORD);
            }
            case "LOGIN" -> {
                String user = words.length > 2 ? decoded(words[2]) : asked("VXNlcm5hbWU6");
                yield checked(command, user, asked("UGFzc3dvcmQ6"), SmtpFarEnd.PASSWORD);
            }
            default -> {
                String[] parts = decoded(words[2]).split("\u0001", 3);
                yield checked(
                        command, parts[0].replace("user=", ""), parts[1].replace("auth=Bearer ", ""), SmtpFarEnd.TOKEN);
            }
        };
    }

    private String asked(String prompt) throws IOException {
        send("334 " + prompt);
        return decoded(line());
    }

    private boolean checked(String command, String user, String secret, String expected)
            throws IOException, InterruptedException {
        login += user;
        boolean isRight = user.equals(SmtpFarEnd.USER) && secret.equals(expected);
        // Some servers repeat what they were given.
        return answer(command, isRight ? "235 2.7.0 welcome" : "535 5.7.8 no entry for " + user + " with " + secret);
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private boolean recipient(String command) throws IOException, InterruptedException {
        String address = path(command);
        String own = farEnd.answerTo(command);
        if (own == null || own.startsWith("2")) {
            to.add(address);
        }
        return answer(command, "250 2.1.5 ok");
    }

    private static String path(String command) {
        return command.substring(command.indexOf('<') + 1, command.indexOf('>'));
    }

    private boolean data(String command) throws IOException, InterruptedException {
        String own = farEnd.answerTo(command);
        if (SmtpFarEnd.STALL.equals(own)) {
            send("354 go on");
            return silence();
        }
        if (SmtpFarEnd.CUT.equals(own)) {
            send("354 go on");
            line();
            socket.setSoLinger(true, 0); // closing now sends RST
            return false;
        }
        if (own != null || to.isEmpty()) {
            return answer(command, "554 5.5.1 no recipients");
        }
        send("354 go on");
        byte[] message = message();
        Behaviour behaviour = farEnd.received(message, new SmtpFarEnd.Mail(from, List.copyOf(to), login, isSecure()));
        return switch (behaviour) {
            case ACCEPT -> answer("end", "250 2.0.0 queued as 4711");
            case DEFER -> answer("end", "451 4.3.0 later");
            case REJECT -> answer("end", "554 5.7.1 not here");
            case HANG -> silence();
            case HANG_MIDWAY -> {
                out.write("250-2.0.0 que".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                yield silence();
            }
            case RESET -> {
                socket.setSoLinger(true, 0); // closing now sends RST
                yield false;
            }
        };
    }

    private byte[] message() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (String line = line(); !line.equals("."); line = line()) {
            String unstuffed = line.startsWith(".") ? line.substring(1) : line;
            message.write((unstuffed + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return message.toByteArray();
    }

    /** The test's answer to a command, or the usual one; says whether the connection goes on. */
    private boolean answer(String command, String usual) throws IOException, InterruptedException {
        String own = farEnd.answerTo(command);
        if (SmtpFarEnd.CLOSE.equals(own)) {
            return false;
        }
        if (SmtpFarEnd.SILENCE.equals(own)) {
            return silence();
        }
        if (SmtpFarEnd.DRIP.equals(own)) {
            return drip();
        }
        send(own == null ? usual : own);
        return own == null || !own.startsWith("421");
    }

    private boolean silence() throws InterruptedException {
        farEnd.awaitTheEnd();
        return false;
    }

    private boolean drip() throws IOException, InterruptedException {
        while (!farEnd.isAtTheEnd()) {
            send("250-2.0.0 and more");
        }
        return false;
    }

    private void send(String lines) throws IOException {
        out.write((lines + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the client hung up");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
