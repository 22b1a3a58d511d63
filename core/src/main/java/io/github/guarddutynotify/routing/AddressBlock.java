package io.github.guarddutynotify.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses that begin with the same bits, IPv4 or IPv6; nothing is ever looked up. How an address is spelled does not
 * count.
 */
public final class AddressBlock implements ValuePattern {
    /** Loose, so that a slip is told as one and not taken for a text. */
    private static final Pattern BLOCK = Pattern.compile("(\\d+\\.[0-9.]*|[0-9a-fA-F]*:[0-9a-fA-F:]*)/(\\d{1,3})");

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_GROUPS = 8;

    private final String text;
    private final byte[] prefix;
    private final int bits;

    private AddressBlock(String text, byte[] address, int bits) {
        this.text = text;
        this.prefix = address;
        this.bits = bits;
    }

    /** Empty for what is no block and no address. */
    static Optional<AddressBlock> parse(String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.matches()) {
            byte[] single = address(text);
            return single == null
                    ? Optional.empty()
                    : Optional.of(new AddressBlock(text, single, single.length * Byte.SIZE));
        }
        byte[] address = address(block.group(1));
        int bits = Integer.parseInt(block.group(2));
        if (address == null || bits > address.length * Byte.SIZE) {
            throw new IllegalArgumentException("no block of addresses");
        }
        return Optional.of(new AddressBlock(text, address, bits));
    }

    @Override
    public boolean matches(String value) {
        byte[] address = address(value);
        if (address == null || address.length != prefix.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int left = bits % Byte.SIZE;
        return Arrays.equals(address, 0, whole, prefix, 0, whole)
                && (left == 0 || (address[whole] ^ prefix[whole]) >> (Byte.SIZE - left) == 0);
    }

    private static byte @Nullable [] address(String text) {
        return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    }

    private static byte @Nullable [] ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != IPV4_BYTES) {
            return null;
        }
        byte[] address = new byte[IPV4_BYTES];
        for (int i = 0; i < IPV4_BYTES; i++) {
            int part = number(parts[i], 3, 10);
            if (part < 0 || part > 255) {
                return null;
            }
            address[i] = (byte) part;
        }
        return address;
    }

    /** The groups before and after the gap that {@code ::} leaves. */
    private static byte @Nullable [] ipv6(String text) {
        int gap = text.indexOf("::");
        List<String> head = groups(gap < 0 ? text : text.substring(0, gap));
        List<String> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2));
        int told = head.size() + tail.size();
        if (gap < 0 ? told != IPV6_GROUPS : told >= IPV6_GROUPS) {
            return null;
        }
        byte[] address = new byte[IPV6_GROUPS * 2];
        return put(head, address, 0) && put(tail, address, IPV6_GROUPS - tail.size()) ? address : null;
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
    }

    private static boolean put(List<String> groups, byte[] address, int first) {
        for (int i = 0; i < groups.size(); i++) {
            int group = number(groups.get(i), 4, 16);
            if (group < 0) {
                return false;
            }
            address[2 * (first + i)] = (byte) (group >> Byte.SIZE);
            address[2 * (first + i) + 1] = (byte) group;
        }
        return true;
    }

    /** Minus one for what is none. */
    private static int number(String digits, int most, int radix) {
        boolean wellFormed = !digits.isEmpty()
                && digits.length() <= most
                && digits.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
        return wellFormed ? Integer.parseInt(digits, radix) : -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressBlock block && text.equals(block.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
