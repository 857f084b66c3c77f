package dev.mediaingest.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseTest {
    @Test
    void aTokenStandsForItsLease() {
        Lease lease = new Lease(SessionId.random(), "server/with a slash", 42);

        assertThat(Lease.parse(lease.token())).contains(lease);
    }

    @Test
    void whatIsNoTokenIsNoLease() {
        String session = SessionId.random().value();

        assertThat(Lease.parse("")).isEmpty();
        assertThat(Lease.parse(session)).isEmpty();
        assertThat(Lease.parse(session + "/one/server")).isEmpty();
        assertThat(Lease.parse(session + "/-1/server")).isEmpty();
        assertThat(Lease.parse(session + "/9999999999999999999/server")).isEmpty();
        assertThat(Lease.parse("session/1/server")).isEmpty();
    }
}
