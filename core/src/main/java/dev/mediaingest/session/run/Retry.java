package dev.mediaingest.session.run;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.StopSignal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Retries what a broken environment makes fail, with pauses that double up to a limit, until it works or the session is asked to
 * stop. Tells the session's listener what it waits for, once as long as that stays the same, and when it works again. Confined to
 * the thread that runs the session.
 */
final class Retry {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final SessionId session;
    private final StopSignal stop;
    private final SessionListener listener;
    private long waitedNanos;
    /** The sentence of the last {@link Waiting} event, null once {@link Recovered} was told. */
    private @Nullable String waitingFor;

    Retry(SessionId session, StopSignal stop, SessionListener listener) {
        this.session = session;
        this.stop = stop;
        this.listener = listener;
    }

    /** Something that needs the database, the disk or the worker processes. */
    interface Action<T extends @Nullable Object> {
        T run() throws InterruptedException;
    }

    /** A port each of whose methods is tried until it works; its methods must change nothing when they are {@link Unavailable}. */
    <T> T around(Class<T> port, T target) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> callUninterruptibly(target, method, arguments)));
    }

    private @Nullable Object callUninterruptibly(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return call(() -> invoke(target, method, arguments));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("The program was told to stop.", e);
        } catch (Thrown e) {
            throw e.cause;
        }
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object @Nullable [] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Unavailable unavailable) {
                throw unavailable;
            }
            throw new Thrown(Objects.requireNonNullElse(e.getCause(), e));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a port's methods are public", e);
        }
    }

    /** Does something until it works; gives up, with what kept it from working, when asked to stop. */
    <T extends @Nullable Object> T call(Action<T> action) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                T result = action.run();
                tellRecovered();
                return result;
            } catch (Unavailable unavailable) {
                if (stop.isSet()) {
                    throw unavailable;
                }
                tellWaiting(String.valueOf(unavailable.getMessage()));
                pause(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    void run(Runnable action) throws InterruptedException {
        call(() -> {
            action.run();
            return true;
        });
    }

    /** Waits until a condition holds or the session is asked to stop; returns whether it holds. */
    boolean await(BooleanSupplier condition, String sentence) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (!condition.getAsBoolean()) {
            if (stop.isSet()) {
                return false;
            }
            tellWaiting(sentence);
            pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
        tellRecovered();
        return true;
    }

    /** How long it has waited altogether. */
    Duration waited() {
        return Duration.ofNanos(waitedNanos);
    }

    /** Lets some time pass; less if the session is asked to stop. */
    void pause(Duration time) throws InterruptedException {
        if (time.isPositive()) {
            pause(time.toMillis() + 1);
        }
    }

    private void pause(long millis) throws InterruptedException {
        long start = System.nanoTime();
        stop.await(millis);
        waitedNanos += System.nanoTime() - start;
    }

    private void tellWaiting(String sentence) {
        if (!sentence.equals(waitingFor)) {
            waitingFor = sentence;
            listener.on(new Waiting(session, sentence));
        }
    }

    private void tellRecovered() {
        if (waitingFor != null) {
            waitingFor = null;
            listener.on(new Recovered(session));
        }
    }

    /** What a port threw, on its way through {@link #call}. */
    private static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Throwable cause;

        Thrown(Throwable cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
