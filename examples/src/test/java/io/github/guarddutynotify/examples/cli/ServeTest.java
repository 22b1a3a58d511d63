package io.github.guarddutynotify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole of {@code demo --serve}, from its first line to the interrupt that ends it. */
@Timeout(60)
class ServeTest {
    @TempDir
    Path folder;

    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final HttpClient browser = HttpClient.newHttpClient();
    private Thread command;
    private URI url;

    @BeforeEach
    void serveAndWaitForTheUrl() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "not for browsers");
        Path event = Files.writeString(
                folder.resolve("event.json"),
                "{\"detail-type\":\"GuardDuty Finding\",\"detail\":{\"type\":\"Recon:EC2/Portscan\",\"severity\":2}}");
        PipedReader reader = new PipedReader(1 << 16);
        PrintWriter writer = new PrintWriter(new PipedWriter(reader), true);
        command = new Thread(() -> exitCode.complete(Main.commandLine(writer, writer)
                .execute("demo", "--out", folder.resolve("out").toString(), "--serve", event.toString())));
        command.start();
        url = URI.create(new Scanner(reader).findWithinHorizon("http://\\S+", 0));
    }

    @AfterEach
    void theInterruptEndsItWithTheRunsExitCode() throws Exception {
        command.interrupt();
        assertThat(exitCode.get(30, TimeUnit.SECONDS)).isZero();
        command.join();
        try (Socket refused = new Socket()) {
            InetSocketAddress served = new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort());
            assertThatThrownBy(() -> refused.connect(served)).isInstanceOf(IOException.class);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesThePageAndTheMessages() throws Exception {
        assertThat(get("/").body()).isEqualTo(Files.readString(folder.resolve("out/index.html")));
        assertThat(get("/").headers().firstValue("Content-Type")).hasValue("text/html; charset=UTF-8");
        assertThat(get("/event/slack.json").body()).isEqualTo(Files.readString(folder.resolve("out/event/slack.json")));
        assertThat(get("/report.json").statusCode()).isEqualTo(200);
    }

    @Test
    void servesNothingElse() throws Exception {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/event").statusCode()).isEqualTo(404);
        assertThat(raw("GET /../secret.txt HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 404");
        assertThat(raw("GET /%2e%2e/secret.txt HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 404");
        assertThat(raw("GET /%00 HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 404");
        assertThat(raw("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0"))
                .startsWith("HTTP/1.1 405");
    }

    @Test
    void answersNoPageThatPointedItsOwnNameHere() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: rebound.example")).startsWith("HTTP/1.1 404");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:" + url.getPort())).startsWith("HTTP/1.1 200");
    }

    private String raw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.getOutputStream()
                    .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
