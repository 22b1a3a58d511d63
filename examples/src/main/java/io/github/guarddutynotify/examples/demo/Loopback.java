package io.github.guarddutynotify.examples.demo;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** HTTP servers that only this machine can reach. */
final class Loopback {
    private Loopback() {}

    /** Starts a server whose requests wait for each other; port 0 is a free one. */
    static HttpServer serve(int port, HttpHandler handler) throws IOException {
        return serve(port, handler, Runnable::run);
    }

    /** Starts a server whose requests are handled by an executor, which stays the caller's to end. */
    static HttpServer serve(int port, HttpHandler handler, Executor threads) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    /** Where a server is, such as {@code http://127.0.0.1:8080}. */
    static String origin(HttpServer server) {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress() instanceof Inet6Address ? "[::1]" : "127.0.0.1";
        return "http://" + host + ":" + address.getPort();
    }
}
