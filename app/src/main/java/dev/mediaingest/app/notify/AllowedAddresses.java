package dev.mediaingest.app.notify;

import dev.mediaingest.app.notify.Channel.Undelivered;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which machines may be called. By default only those of the open Internet: a webhook that another person wrote into the
 * settings must not reach services of this machine or its network. The Java runtime keeps the answer of the name server that
 * was checked for half a minute, longer than a call takes, so the name can't lead elsewhere in between.
 */
public enum AllowedAddresses {
    /** None of this machine, of private networks, or shared by providers. */
    PUBLIC,
    /** All, for a receiver in one's own network. */
    ANY;

    /** Throws unless every address of the host is allowed. */
    void check(String host) throws Undelivered {
        InetAddress[] addresses = addresses(host);
        if (this == ANY) {
            return;
        }
        for (InetAddress address : addresses) {
            if (!isPublic(address)) {
                throw new Undelivered(
                        host + " is in a private network; if that is meant, set webhook-private",
                        /* worthRepeating= */ false);
            }
        }
    }

    private static InetAddress[] addresses(String host) throws Undelivered {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new Undelivered("no name server knows " + host, /* worthRepeating= */ true);
        }
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        if (address instanceof Inet6Address) {
            // fc00::/7 unique local (RFC 4193), 2000::/3 is all that is global unicast so far, 2002::/16 wraps IPv4
            // (RFC 3056), and so does 64:ff9b::/96 (RFC 6052), which lies outside 2000::/3
            return first >= 0x20 && first <= 0x3f && !(first == 0x20 && second == 0x02);
        }
        // 0.0.0.0/8, 100.64.0.0/10 shared (RFC 6598), 192.0.0.0/24, 198.18.0.0/15 benchmarks, 240.0.0.0/4 reserved
        boolean shared = first == 100 && (second & 0xc0) == 64;
        boolean special = (first == 192 && second == 0 && bytes[2] == 0) || (first == 198 && (second & 0xfe) == 18);
        return first != 0 && !shared && !special && first < 240;
    }
}
