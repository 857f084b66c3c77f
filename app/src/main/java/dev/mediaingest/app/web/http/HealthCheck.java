package dev.mediaingest.app.web.http;

import java.util.Map;

/** Says whether the program can do its work now. Asked often, so it answers within milliseconds; thread-safe. */
@FunctionalInterface
public interface HealthCheck {

    /** What is wrong: the part that fails, and a sentence for the person who can fix it. Empty when ready. */
    Map<String, String> problems();
}
