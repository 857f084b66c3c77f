package dev.mediaingest.session;

import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import java.util.Optional;

/**
 * Who may run a session. A lease that was claimed is renewed for as long as this process lives and does not release it; that of a
 * process that died runs out by itself. Thread-safe. Each method is one transaction and may throw
 * {@link dev.mediaingest.failure.Unavailable}, and then nothing has changed.
 */
public interface Leases {

    /** Makes a session this server's, unless another server has it or there is no such session. Raises the fence. */
    Optional<Lease> claim(SessionId id);

    /** Lets any server have the session. A lease that was lost meanwhile stays whoever's it is now. */
    void release(Lease lease);
}
