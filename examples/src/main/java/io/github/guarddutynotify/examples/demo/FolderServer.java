package io.github.guarddutynotify.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Serves the files of a folder to browsers of this machine, and nothing outside the folder. */
public final class FolderServer implements AutoCloseable {
    /** A page elsewhere that made its name point here must not read what is served: its host header betrays it. */
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Path root;
    private final HttpServer server;

    private FolderServer(Path root, int port) throws IOException {
        this.root = root;
        this.server = Loopback.serve(port, this::handle);
    }

    /**
     * Starts to serve a folder on the loopback interface.
     *
     * @param folder the folder
     * @param port the port; 0 for a free one
     * @return the server, to be closed
     * @throws IOException if the folder is not there or the port is taken
     */
    public static FolderServer start(Path folder, int port) throws IOException {
        return new FolderServer(folder.toRealPath(), port);
    }

    /**
     * Where the folder's page is.
     *
     * @return an http URL
     */
    public URI url() {
        return URI.create(Loopback.origin(server) + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isGet = exchange.getRequestMethod().equals("GET");
            if (!isGet && !exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                    .orElse("");
            Optional<Path> file = file(exchange.getRequestURI().getPath());
            if (!HOSTS.contains(host.replaceFirst(":\\d+$", "")) || file.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", contentType(file.get()));
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            byte[] bytes = Files.readAllBytes(file.get());
            exchange.sendResponseHeaders(200, isGet && bytes.length > 0 ? bytes.length : -1);
            if (isGet) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private Optional<Path> file(String path) {
        try {
            String relative = path.equals("/") ? Demo.PAGE : path.substring(1);
            Path file = root.resolve(relative).toRealPath();
            return file.startsWith(root) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (IOException | InvalidPathException missing) {
            return Optional.empty();
        }
    }

    /** Only our own page is shown as one. */
    private static String contentType(Path file) {
        String name = file.toString();
        if (file.endsWith(Demo.PAGE)) {
            return "text/html; charset=UTF-8";
        }
        return name.endsWith(".json") ? "application/json; charset=UTF-8" : "text/plain; charset=UTF-8";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
