package io.github.guarddutynotify.channel.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port of the loopback whose queue is full: who connects gets no answer, as behind a firewall that drops what comes. */
final class FullListener implements AutoCloseable {
    private static final int PATIENCE_MILLISECONDS = 500;
    private static final int ENOUGH = 100;

    private final ServerSocket listener;
    private final List<Socket> waiting = new ArrayList<>();

    private FullListener(ServerSocket listener) {
        this.listener = listener;
    }

    static FullListener open() throws IOException {
        FullListener full = new FullListener(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), full.port());
        try {
            while (full.waiting.size() < ENOUGH) {
                Socket socket = new Socket();
                full.waiting.add(socket);
                socket.connect(address, PATIENCE_MILLISECONDS);
            }
        } catch (SocketTimeoutException noMoreRoom) {
            return full;
        }
        full.close();
        throw new IOException("the listener's queue has no end");
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
        listener.close();
    }
}
