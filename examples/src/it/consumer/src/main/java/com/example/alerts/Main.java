package com.example.alerts;

/** A team's own program: finds the library's channels on its class path. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println(Main.class.getModule());
    }
}
